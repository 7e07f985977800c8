package io.estafette.samples;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** An archive of payslips with its manifest, written as it is made (P3). */
public final class SampleBatch implements AutoCloseable {

	private static final String HEADER = "external_id;kind;matricule;agency;period;executive;client_company;deposited_at;file";

	private final Path file;

	private final ZipOutputStream archive;

	private final ByteArrayOutputStream manifest = new ByteArrayOutputStream();

	/** Nothing is in it yet. */
	public SampleBatch(Path file) {
		this.file = file;
		line(HEADER);
		try {
			this.archive = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
			// PDFs are compressed already.
			this.archive.setLevel(Deflater.NO_COMPRESSION);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Adds a payslip of LYO with its PDF. */
	public SampleBatch payslip(String externalId, String matricule, byte[] pdf) {
		return file(externalId + ".pdf", pdf)
			.line(externalId + ";PAYSLIP;" + matricule + ";LYO;2026-11;;;;" + externalId + ".pdf");
	}

	/** Adds a line to the manifest, word for word. */
	public SampleBatch line(String line) {
		return line(line, StandardCharsets.UTF_8);
	}

	/** Adds a line to the manifest, in another encoding than the others. */
	public SampleBatch line(String line, Charset encoding) {
		this.manifest.writeBytes((line + "\r\n").getBytes(encoding));
		return this;
	}

	/** Adds a file to the archive. */
	public SampleBatch file(String name, byte[] bytes) {
		try {
			this.archive.putNextEntry(new ZipEntry(name));
			this.archive.write(bytes);
			this.archive.closeEntry();
			return this;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Writes the manifest; the archive is whole now. */
	public Path finished() {
		file("manifest.csv", this.manifest.toByteArray());
		close();
		return this.file;
	}

	@Override
	public void close() {
		try {
			this.archive.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
