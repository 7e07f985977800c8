package io.estafette.tracking;

import org.jspecify.annotations.Nullable;

/** What kind of file an export is (C15). */
public enum ExportFormat {

	/** For spreadsheets in French locale: UTF-8 with its mark, semicolons. */
	CSV("csv", "text/csv; charset=UTF-8"),
	/** For Excel and the like. */
	XLSX("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

	private final String ending;

	private final String mediaType;

	ExportFormat(String ending, String mediaType) {
		this.ending = ending;
		this.mediaType = mediaType;
	}

	/** The one that was chosen, or CSV. */
	public static ExportFormat orCsv(@Nullable ExportFormat chosen) {
		return (chosen != null) ? chosen : CSV;
	}

	/** Without a dot. */
	public String ending() {
		return this.ending;
	}

	public String mediaType() {
		return this.mediaType;
	}

}
