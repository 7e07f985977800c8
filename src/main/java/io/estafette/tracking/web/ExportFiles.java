package io.estafette.tracking.web;

import java.io.IOException;

import io.estafette.tracking.FindExports;
import io.estafette.tracking.OpenExport;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/** The file of an export as an answer, written as slowly as the reader reads. */
final class ExportFiles {

	private ExportFiles() {
	}

	static void write(FindExports.View view, OpenExport openExport, HttpServletResponse response) throws IOException {
		response.setContentType(view.format().mediaType());
		if (view.size() != null) {
			response.setContentLengthLong(view.size());
		}
		response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store, private");
		response.setHeader(HttpHeaders.CONTENT_DISPOSITION,
				ContentDisposition.attachment().filename(view.fileName()).build().toString());
		openExport.write(view, response.getOutputStream());
	}

}
