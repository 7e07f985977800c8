package io.estafette.payroll;

/** How far a deposit is (product.md section 6). */
public enum DepositState {

	RECEIVED, WAITING_FOR_EMPLOYEE, COMPLETED, FAILED

}
