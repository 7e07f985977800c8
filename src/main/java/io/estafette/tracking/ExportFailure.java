package io.estafette.tracking;

/** Why an export has no file. */
public enum ExportFailure {

	/** Whoever asked for it may no longer see the campaign. */
	RIGHT_WITHDRAWN,
	/** More lines than a file may have. */
	TOO_LARGE,
	/** Its preparation kept failing. If operators retry it, it may yet become ready. */
	NOT_PREPARED

}
