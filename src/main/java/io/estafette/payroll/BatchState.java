package io.estafette.payroll;

/** How far a batch is (product.md section 6). */
public enum BatchState {

	RUNNING, COMPLETED, COMPLETED_WITH_ERRORS

}
