package io.estafette.tracking;

import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Pattern;

import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.jspecify.annotations.Nullable;

/**
 * A workbook, written as it grows. A sheet holds 1,048,576 lines: before that, another
 * one begins.
 */
final class XlsxExport implements ExportWriter {

	static final int ROWS_OF_A_SHEET = 1_000_000;

	/** How many lines are in memory at once. */
	private static final int KEPT = 500;

	private static final int WIDTH = 22;

	private static final String TIME = "dd/mm/yyyy hh:mm:ss";

	/** What XML cannot hold, and what breaks lines. */
	private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}\\uFFFE\\uFFFF]+");

	private final Workbook workbook;

	private final List<String> heads;

	private final int most;

	private Worksheet sheet;

	private int sheets;

	private int row;

	private int column;

	/** Columns with times, and the first line whose times are not formatted yet. */
	private final BitSet times = new BitSet();

	private int unformatted;

	XlsxExport(OutputStream out, List<String> heads) throws IOException {
		this(out, heads, ROWS_OF_A_SHEET);
	}

	XlsxExport(OutputStream out, List<String> heads, int most) {
		this.heads = heads;
		this.most = most;
		this.workbook = new Workbook(out, "Estafette", "1.0");
		this.sheet = begin();
	}

	/** As text, never as a formula; without what a workbook cannot hold. */
	@Override
	public void text(@Nullable String text) throws IOException {
		next();
		if (text != null && !text.isEmpty()) {
			this.sheet.inlineString(this.row, this.column, UNPRINTABLE.matcher(text).replaceAll(" "));
		}
	}

	@Override
	public void time(@Nullable String at) throws IOException {
		next();
		if (at != null) {
			this.sheet.value(this.row, this.column, LocalDateTime.of(number(at, 0, 4), number(at, 5, 7),
					number(at, 8, 10), number(at, 11, 13), number(at, 14, 16), number(at, 17, 19)));
			this.times.set(this.column);
		}
	}

	private static int number(String at, int begin, int end) {
		return Integer.parseInt(at, begin, end, 10);
	}

	@Override
	public void end() throws IOException {
		this.column = -1;
		this.row++;
		if (this.row % KEPT == 0) {
			formatTimes();
			this.sheet.flush();
		}
	}

	@Override
	public void close() throws IOException {
		finishSheet();
		this.workbook.finish();
	}

	private void next() throws IOException {
		if (this.column < 0 && this.row > this.most) {
			finishSheet();
			this.sheet = begin();
		}
		this.column++;
	}

	private void finishSheet() throws IOException {
		formatTimes();
		this.sheet.finish();
	}

	/** Column by column: the library takes long for each cell. */
	private void formatTimes() {
		if (this.row > this.unformatted) {
			this.times.stream()
				.forEach((time) -> this.sheet.range(this.unformatted, time, this.row - 1, time)
					.style()
					.format(TIME)
					.set());
		}
		this.unformatted = this.row;
	}

	private Worksheet begin() {
		Worksheet next = this.workbook.newWorksheet(String.valueOf(++this.sheets));
		next.freezePane(0, 1);
		for (int head = 0; head < this.heads.size(); head++) {
			next.width(head, WIDTH);
			next.inlineString(0, head, this.heads.get(head));
			next.style(0, head).bold().set();
		}
		this.row = 1;
		this.unformatted = 1;
		this.column = -1;
		return next;
	}

}
