package io.estafette.tracking;

import java.io.IOException;

/** Writes an export line by line, keeping none of them. */
interface ExportWriter extends AutoCloseable {

	void write(ExportRow row) throws IOException;

	@Override
	void close() throws IOException;

}
