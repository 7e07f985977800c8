package io.estafette.tracking.process;

/**
 * The variables of the process campaign-export.
 *
 * @param exportId the row that holds everything else
 * @param claimed whether this instance looks after it
 */
public record CampaignExportVariables(String exportId, boolean claimed) {
}
