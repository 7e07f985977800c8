package io.estafette.document;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.filter.FilterFactory;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how large a stream is once decoded, giving up as soon as it is too large.
 * Bytes are kept only where they are needed: those of object and cross-reference streams,
 * and those between two filters.
 */
final class PdfStreamDecoder {

	/** Most bytes between two filters. */
	private static final long LARGEST_INTERMEDIATE = 16_000_000;

	/** Longest row that a predictor may ask to be kept, in bits. */
	private static final long LONGEST_ROW = 8_000_000;

	private static final int LZW_CLEAR = 256;

	private static final int LZW_END = 257;

	private final byte[] pdf;

	private final InspectionBudget budget;

	PdfStreamDecoder(byte[] pdf, InspectionBudget budget) {
		this.pdf = pdf;
		this.budget = budget;
	}

	/** The decoded bytes of a structure, nothing for another stream. */
	byte[] decode(PdfStream stream) {
		Sink sink = new Sink(this.budget.allowance(stream), stream.isStructure());
		InputStream encoded = new ByteArrayInputStream(this.pdf, stream.start(), this.pdf.length - stream.start());
		List<String> filters = stream.filters();
		for (int i = 0; i < filters.size(); i++) {
			boolean last = i == filters.size() - 1;
			Sink output = last ? sink : new Sink(LARGEST_INTERMEDIATE, true);
			if (!decode(stream, i, encoded, output)) {
				InspectionBudget.require(!stream.isStructure());
				return new byte[0];
			}
			this.budget.inflated(stream, output.count);
			encoded = new ByteArrayInputStream(output.kept.toByteArray());
		}
		if (filters.isEmpty() && stream.isStructure()) {
			copy(encoded, sink);
			this.budget.inflated(stream, sink.count);
		}
		return sink.kept.toByteArray();
	}

	/** Whether this filter is one that is decoded here: not those of pictures. */
	private boolean decode(PdfStream stream, int index, InputStream encoded, Sink output) {
		String filter = stream.filters().get(index);
		switch (filter) {
			case "FlateDecode" -> {
				if (stream.isStructure()) {
					decodeAsPdfBox(stream, index, encoded, output);
				}
				else {
					inflate(encoded, output);
				}
			}
			case "ASCII85Decode", "ASCIIHexDecode", "RunLengthDecode" -> decodeAsPdfBox(stream, index, encoded, output);
			case "LZWDecode" -> {
				// PDFBox's decoder keeps forty times what it gives.
				InspectionBudget.require(!stream.isStructure() && index == stream.filters().size() - 1);
				measureLzw(encoded, output);
			}
			default -> {
				return false;
			}
		}
		return true;
	}

	private void inflate(InputStream encoded, Sink output) {
		Inflater inflater = new Inflater(true);
		byte[] input = new byte[8192];
		byte[] inflated = new byte[65_536];
		try {
			// Like PDFBox, without looking at the two bytes of zlib's header.
			encoded.skipNBytes(Math.min(2, encoded.available()));
			while (!inflater.finished()) {
				if (inflater.needsInput()) {
					int read = encoded.read(input);
					if (read <= 0) {
						return;
					}
					inflater.setInput(input, 0, read);
				}
				output.write(inflated, 0, inflater.inflate(inflated));
			}
		}
		catch (DataFormatException | IOException ex) {
			// A reader takes what came before.
		}
		finally {
			inflater.end();
		}
	}

	private static void decodeAsPdfBox(PdfStream stream, int index, InputStream encoded, Sink output) {
		try {
			FilterFactory.INSTANCE.getFilter(stream.filters().get(index))
				.decode(encoded, output, stream.isStructure() ? parameters(stream) : new COSDictionary(), index);
		}
		catch (IOException ex) {
			// What came before counts.
		}
	}

	private static COSDictionary parameters(PdfStream stream) {
		COSDictionary parameters = new COSDictionary();
		COSArray filters = new COSArray();
		COSArray list = new COSArray();
		List<?> given = (stream.parameters() instanceof List<?> several) ? several
				: (stream.parameters() == null) ? List.of() : List.of(stream.parameters());
		for (int i = 0; i < stream.filters().size(); i++) {
			filters.add(COSName.getPDFName(stream.filters().get(i)));
			list.add(parameters((i < given.size()) ? given.get(i) : null));
		}
		parameters.setItem(COSName.FILTER, filters);
		parameters.setItem(COSName.DECODE_PARMS, list);
		return parameters;
	}

	private static COSDictionary parameters(@Nullable Object given) {
		COSDictionary parameters = new COSDictionary();
		if (given == null || given == PdfValues.Other.KEYWORD) {
			return parameters;
		}
		// Written elsewhere, it could ask for any amount of memory.
		InspectionBudget.require(given instanceof Map<?, ?>);
		long row = 1;
		for (Map.Entry<?, ?> entry : ((Map<?, ?>) given).entrySet()) {
			String name = String.valueOf(entry.getKey());
			InspectionBudget.require(entry.getValue() instanceof Long value && value >= 0 && value <= LONGEST_ROW);
			long value = (Long) entry.getValue();
			if (name.equals("Columns") || name.equals("Colors") || name.equals("BitsPerComponent")) {
				row *= Math.max(1, value);
			}
			parameters.setInt(COSName.getPDFName(name), (int) value);
			InspectionBudget.require(row <= LONGEST_ROW);
		}
		return parameters;
	}

	/** Counts only: an entry of the table is as long as the one before, and one more. */
	private void measureLzw(InputStream encoded, Sink output) {
		int[] lengths = new int[4097];
		int size = LZW_END + 1;
		int width = 9;
		int previous = 0;
		long bits = 0;
		int available = 0;
		try {
			while (true) {
				while (available < width) {
					int next = encoded.read();
					if (next < 0) {
						return;
					}
					bits = (bits << 8 | next) & 0xffffff;
					available += 8;
				}
				int code = (int) (bits >> (available - width)) & ((1 << width) - 1);
				available -= width;
				if (code == LZW_END) {
					return;
				}
				if (code == LZW_CLEAR) {
					size = LZW_END + 1;
					width = 9;
					previous = 0;
					continue;
				}
				int length = (code < LZW_CLEAR) ? 1 : (code < size) ? lengths[code] : previous + 1;
				output.count(length);
				if (previous > 0 && size < 4096) {
					lengths[size++] = previous + 1;
				}
				previous = length;
				width = (size >= 2047) ? 12 : (size >= 1023) ? 11 : (size >= 511) ? 10 : 9;
			}
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

	private static void copy(InputStream source, Sink target) {
		try {
			source.transferTo(target);
		}
		catch (IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

	/** Counts, and refuses what is too much. */
	private static final class Sink extends OutputStream {

		private final long most;

		private final boolean keeps;

		private final ByteArrayOutputStream kept = new ByteArrayOutputStream();

		private long count;

		Sink(long most, boolean keeps) {
			this.most = most;
			this.keeps = keeps;
		}

		void count(int bytes) {
			this.count += bytes;
			InspectionBudget.require(this.count <= this.most);
		}

		@Override
		public void write(int oneByte) {
			count(1);
			if (this.keeps) {
				this.kept.write(oneByte);
			}
		}

		@Override
		public void write(byte[] bytes, int offset, int length) {
			count(length);
			if (this.keeps) {
				this.kept.write(bytes, offset, length);
			}
		}

	}

}
