package io.estafette.signature.process;

/**
 * The variables of the process signature-request.
 *
 * @param requestId the row that holds everything else
 * @param claimed whether this instance looks after it
 * @param remindAt when the person is reminded next
 * @param expiresAt when the request ends by itself
 * @param expired false when the person consented at the last moment
 */
public record SignatureRequestVariables(String requestId, boolean claimed, String remindAt, String expiresAt,
		boolean expired) {
}
