package io.estafette.payroll.process;

/**
 * The variables of the process payroll-batch.
 *
 * @param batchId the row that holds everything else
 * @param claimed whether this instance looks after the batch
 * @param chunk the place of the chunk of lines that is worked on, from 0
 * @param chunks how many there are
 * @param people the place of the chunk of people who are served, from 0
 * @param more whether there may be more people
 */
public record PayrollBatchVariables(String batchId, boolean claimed, int chunk, int chunks, int people, boolean more) {
}
