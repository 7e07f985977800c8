package io.estafette.payroll.process;

import org.jspecify.annotations.Nullable;

/**
 * The variables of the process payroll-deposit. A message from the HTTP interface brings
 * only the depositId; one that a payroll system publishes itself brings the rest, which
 * is forgotten once it is stored.
 *
 * @param depositId the row that holds everything else
 * @param system login of the system that publishes
 * @param externalId what the system calls the deposit
 * @param kind PAYSLIP or CONTRACT
 * @param matricule whom it is for
 * @param agency code of the agency or establishment
 * @param period for example 2026-11
 * @param executive whether the person is an executive
 * @param clientCompany code of the client company
 * @param depositedAt when it was deposited, ISO 8601
 * @param uploadId of the PDF
 * @param receivedAt when Camunda took the message; only in the task that stores it
 * @param claimed whether this instance looks after the deposit
 * @param handOverId what goes to the employee's vault
 * @param known whether the employee exists
 */
public record PayrollDepositVariables(@Nullable String depositId, @Nullable String system, @Nullable String externalId,
		@Nullable String kind, @Nullable String matricule, @Nullable String agency, @Nullable String period,
		@Nullable Boolean executive, @Nullable String clientCompany, @Nullable String depositedAt,
		@Nullable String uploadId, @Nullable String receivedAt, boolean claimed, @Nullable String handOverId,
		boolean known) {
}
