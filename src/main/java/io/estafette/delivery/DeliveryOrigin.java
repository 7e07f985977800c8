package io.estafette.delivery;

/**
 * What a line of the ledger is to its person: sent freely, a payslip or contract of a
 * payroll system (P5), or a document of a campaign.
 */
public enum DeliveryOrigin {

	FREE_DIFFUSION, PAYSLIP, CONTRACT, CAMPAIGN;

	/** Whether only its person may read it (O8). */
	public boolean isPayroll() {
		return this == PAYSLIP || this == CONTRACT;
	}

}
