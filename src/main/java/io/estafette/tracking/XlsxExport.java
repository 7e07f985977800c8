package io.estafette.tracking;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
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

	private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

	static final int ROWS_OF_A_SHEET = 1_000_000;

	/** How many lines are in memory at once. */
	private static final int KEPT = 500;

	private static final String TIME = "dd/mm/yyyy hh:mm:ss";

	/** What XML cannot hold, and what breaks lines. */
	private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}\\uFFFE\\uFFFF]+");

	private final ExportWords words;

	private final Workbook workbook;

	private final int most;

	private Worksheet sheet;

	private int sheets;

	private int row;

	XlsxExport(OutputStream out, ExportWords words) throws IOException {
		this(out, words, ROWS_OF_A_SHEET);
	}

	XlsxExport(OutputStream out, ExportWords words, int most) {
		this.words = words;
		this.most = most;
		this.workbook = new Workbook(out, "Estafette", "1.0");
		this.sheet = begin();
	}

	@Override
	public void write(ExportRow row) throws IOException {
		if (this.row > this.most) {
			this.sheet.finish();
			this.sheet = begin();
		}
		List<String> texts = List.of(row.matricule(), row.lastName(), row.firstName(), row.agencyCode(), row.agency(),
				this.words.trigger(row.trigger()), row.document());
		for (int column = 0; column < texts.size(); column++) {
			text(column, texts.get(column));
		}
		time(7, row.deliveredAt());
		time(8, row.notifiedAt());
		time(9, row.openedAt());
		time(10, row.signedAt());
		text(11, this.words.state(row.state()));
		text(12, this.words.reason(row.state(), row.reason()));
		this.row++;
		if (this.row % KEPT == 0) {
			this.sheet.flush();
		}
	}

	@Override
	public void close() throws IOException {
		this.sheet.finish();
		this.workbook.finish();
	}

	private Worksheet begin() {
		Worksheet next = this.workbook.newWorksheet(String.valueOf(++this.sheets));
		next.freezePane(0, 1);
		List<String> heads = this.words.heads();
		for (int column = 0; column < heads.size(); column++) {
			next.width(column, (column == 6) ? 36 : 20);
			next.inlineString(0, column, heads.get(column));
			next.style(0, column).bold().set();
		}
		this.row = 1;
		return next;
	}

	/** As text, never as a formula; without what a workbook cannot hold. */
	private void text(int column, String text) {
		if (!text.isEmpty()) {
			this.sheet.inlineString(this.row, column, UNPRINTABLE.matcher(text).replaceAll(" "));
		}
	}

	private void time(int column, @Nullable Instant at) {
		if (at != null) {
			this.sheet.value(this.row, column, LocalDateTime.ofInstant(at, PARIS));
			this.sheet.style(this.row, column).format(TIME).set();
		}
	}

}
