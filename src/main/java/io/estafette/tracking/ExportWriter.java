package io.estafette.tracking;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/** Writes an export cell by cell and line by line, keeping none of them. */
interface ExportWriter extends AutoCloseable {

	/** The next cell of the line; null and empty are an empty one. */
	void text(@Nullable String text) throws IOException;

	/**
	 * The next cell of the line, a time to the second.
	 * @param at as PostgreSQL writes it: 2026-11-27 19:28:23, and more
	 */
	void time(@Nullable String at) throws IOException;

	/** The line is complete. */
	void end() throws IOException;

	@Override
	void close() throws IOException;

}
