package io.estafette.tracking.process;

/**
 * The variables of the process campaign-export.
 *
 * @param exportId the row that holds everything else
 * @param claimed whether this instance looks after it
 * @param prepared whether there is a file
 */
public record CampaignExportVariables(String exportId, boolean claimed, boolean prepared) {
}
