package io.estafette.document;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.estafette.document.PdfValues.Name;
import org.jspecify.annotations.Nullable;

/**
 * A stream that a reader of the file may find.
 *
 * @param start where its bytes start
 * @param filters how they are encoded, outermost first
 * @param parameters of the filters: a dictionary, an array or nothing
 * @param image whether it says that it is a picture
 * @param objects the offsets that make it an object stream, if it is one
 * @param entrySize bytes of an entry, if it can be a cross-reference stream
 */
record PdfStream(int start, List<String> filters, @Nullable Object parameters, boolean image,
		@Nullable ObjectStream objects, @Nullable Long entrySize) {

	private static final Map<String, String> ABBREVIATIONS = Map.of("Fl", "FlateDecode", "LZW", "LZWDecode", "RL",
			"RunLengthDecode", "A85", "ASCII85Decode", "AHx", "ASCIIHexDecode");

	/** Number of objects, and where the first one starts in the decoded bytes. */
	record ObjectStream(long count, long first) {
	}

	static PdfStream of(Map<String, Object> dictionary, int start) {
		ObjectStream objects = objects(dictionary);
		Long entrySize = entrySize(dictionary);
		if (objects != null || entrySize != null) {
			// PDFBox would take these for the filters' parameters.
			InspectionBudget.require(!dictionary.containsKey("F") && !dictionary.containsKey("DP"));
		}
		return new PdfStream(start, filters(dictionary.get("Filter")), dictionary.get("DecodeParms"),
				dictionary.containsKey("Width") && dictionary.containsKey("Height"), objects, entrySize);
	}

	/** Whether PDFBox decodes it whole, in memory, to find its way in the file. */
	boolean isStructure() {
		return this.objects != null || this.entrySize != null;
	}

	private static @Nullable ObjectStream objects(Map<String, Object> dictionary) {
		if (!dictionary.containsKey("N") || !dictionary.containsKey("First")) {
			return null;
		}
		InspectionBudget.require(dictionary.get("N") instanceof Long && dictionary.get("First") instanceof Long);
		return new ObjectStream((Long) dictionary.get("N"), (Long) dictionary.get("First"));
	}

	private static @Nullable Long entrySize(Map<String, Object> dictionary) {
		Object widths = dictionary.get("W");
		if (widths == null || !(dictionary.containsKey("Size") || dictionary.containsKey("Index"))) {
			return null;
		}
		long sum = 0;
		InspectionBudget.require(widths instanceof List<?>);
		for (Object width : (List<?>) widths) {
			InspectionBudget.require(width instanceof Long bytes && bytes >= 0 && bytes <= 8);
			sum += (Long) width;
		}
		InspectionBudget.require(sum > 0);
		return sum;
	}

	private static List<String> filters(@Nullable Object filter) {
		if (filter == null || filter == PdfValues.Other.KEYWORD) {
			return List.of();
		}
		List<String> names = new ArrayList<>();
		for (Object item : (filter instanceof List<?> list) ? list : List.of(filter)) {
			// A filter that is written elsewhere could be any.
			InspectionBudget.require(item instanceof Name);
			String name = ((Name) item).text();
			names.add(ABBREVIATIONS.getOrDefault(name, name));
		}
		// Nobody compresses the same bytes twice but to hide their size.
		InspectionBudget.require(names.size() <= 3 && names.stream().distinct().count() == names.size());
		return names;
	}

}
