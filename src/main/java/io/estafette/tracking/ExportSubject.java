package io.estafette.tracking;

/** What an export is about. */
public enum ExportSubject {

	/** What a campaign handed over (C15). */
	CAMPAIGN,
	/** The free diffusions that a user sees in the list of documents (F9). */
	SENDS,
	/** The deposits that a user sees: what became of them, never their content (O8). */
	DEPOSITS

}
