package io.estafette.sealing;

import io.estafette.platform.PassingFault;

/** The time-stamp authority gave no time stamp: to be tried again, nothing was sealed. */
public class TimestampUnavailableException extends RuntimeException implements PassingFault {

	TimestampUnavailableException(Throwable cause) {
		super("The time-stamp authority gave no time stamp: " + cause.getMessage(), cause);
	}

}
