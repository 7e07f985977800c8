package io.estafette.platform.security;

/** What a page may load, as the header that tells the browser so. */
public final class ContentSecurityPolicy {

	/** The header's name. */
	public static final String HEADER = "Content-Security-Policy";

	/**
	 * Every page: scripts, styles, fonts and pictures from here alone, nothing inline;
	 * data: pictures are Bootstrap's icons.
	 */
	public static final String STRICT = "default-src 'self'; img-src 'self' data: blob:; object-src 'none';"
			+ " base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

	/** For a page with a diagram, whose library writes styles into the page. */
	public static final String WITH_DIAGRAM = STRICT + "; style-src 'self' 'unsafe-inline'";

	private ContentSecurityPolicy() {
	}

}
