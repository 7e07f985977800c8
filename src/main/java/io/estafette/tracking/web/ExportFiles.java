package io.estafette.tracking.web;

import java.io.IOException;

import io.estafette.platform.web.PrivateFile;
import io.estafette.tracking.FindExports;
import io.estafette.tracking.OpenExport;
import jakarta.servlet.http.HttpServletResponse;

/** The file of an export as an answer, written as slowly as the reader reads. */
final class ExportFiles {

	private ExportFiles() {
	}

	static void write(FindExports.View view, OpenExport openExport, HttpServletResponse response) throws IOException {
		PrivateFile.begin(response, view.format().mediaType(), view.fileName());
		if (view.size() != null) {
			response.setContentLengthLong(view.size());
		}
		openExport.write(view, response.getOutputStream());
	}

}
