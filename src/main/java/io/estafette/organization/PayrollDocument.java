package io.estafette.organization;

/** What a payroll system sends (C3). */
public enum PayrollDocument {

	PAYSLIP, CONTRACT

}
