package io.estafette.platform.web;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.core.io.InputStreamResource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Files that one reader downloads, and that no cache keeps. */
public final class PrivateFile {

	private PrivateFile() {
	}

	/**
	 * A PDF.
	 * @param name with its ending, as the reader's computer shall call it
	 * @param size in bytes
	 * @param bytes closed once they are sent
	 */
	public static ResponseEntity<InputStreamResource> pdf(String name, long size, InputStream bytes) {
		return ResponseEntity.ok()
			.contentType(MediaType.APPLICATION_PDF)
			.contentLength(size)
			.cacheControl(CacheControl.noStore().cachePrivate())
			.header(HttpHeaders.CONTENT_DISPOSITION,
					ContentDisposition.attachment().filename(name, StandardCharsets.UTF_8).build().toString())
			.body(new InputStreamResource(bytes));
	}

	/**
	 * Begins a file that the request's own thread writes, as slowly as the reader reads.
	 * @param name with its ending, of ASCII letters
	 */
	public static void begin(HttpServletResponse response, String type, String name) {
		response.setContentType(type);
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store, private");
		response.setHeader(HttpHeaders.CONTENT_DISPOSITION,
				ContentDisposition.attachment().filename(name).build().toString());
	}

}
