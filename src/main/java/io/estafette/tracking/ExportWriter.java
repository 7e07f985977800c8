package io.estafette.tracking;

import java.io.IOException;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/** Writes an export cell by cell and line by line, keeping none of them. */
interface ExportWriter extends AutoCloseable {

	/** The next cell of the line; null and empty are an empty one. */
	void text(@Nullable String text) throws IOException;

	/** The next cell of the line, in Paris, to the second. */
	void time(@Nullable Instant at) throws IOException;

	/** The line is complete. */
	void end() throws IOException;

	@Override
	void close() throws IOException;

}
