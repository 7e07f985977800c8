package io.estafette.payroll;

/** What became of one line of a batch's manifest (P3). */
public enum LineOutcome {

	ACCEPTED, DUPLICATE, WAITING_FOR_EMPLOYEE, REFUSED

}
