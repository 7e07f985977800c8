package io.estafette.local;

/**
 * Why the local platform cannot run, in words for the person who started it: what is
 * wrong and what to do. The message stands alone; nobody needs the stack trace.
 */
public final class PlatformFailure extends RuntimeException {

	PlatformFailure(String message) {
		super(message);
	}

	PlatformFailure(String message, Throwable cause) {
		super(message, cause);
	}

}
