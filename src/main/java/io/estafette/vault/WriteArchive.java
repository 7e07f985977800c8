package io.estafette.vault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import io.estafette.delivery.DeliveryId;
import io.estafette.delivery.RecordOpened;
import io.estafette.directory.AccountId;
import io.estafette.document.OpenContent;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;
import org.springframework.web.util.HtmlUtils;
import org.springframework.web.util.UriUtils;

/**
 * Writes a vault, or what a filter leaves of it, as one ZIP archive with an index (D3).
 * Documents are read and written slice by slice, the index goes through a temporary file:
 * the memory it takes does not grow with the vault.
 */
@Service
public class WriteArchive {

	private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

	private static final int LONGEST_NAME = 120;

	private static final Set<String> INDEX = Set.of("index.csv", "index.html");

	private final FindVaultItems findItems;

	private final OpenItem openItem;

	private final RecordOpened recordOpened;

	private final MessageSource messages;

	WriteArchive(FindVaultItems findItems, OpenItem openItem, RecordOpened recordOpened, MessageSource messages) {
		this.findItems = findItems;
		this.openItem = openItem;
		this.recordOpened = recordOpened;
		this.messages = messages;
	}

	/**
	 * Writes to the stream, which it leaves open. Each document counts as opened once it
	 * is written. The index has, for each: day, name, sender, type, file, SHA-256.
	 * @param language of the index
	 * @throws IOException when the reader goes away; what was written is no whole archive
	 */
	public void of(AccountId account, VaultFilter filter, Locale language, OutputStream target) throws IOException {
		Path csv = Files.createTempFile("vault", ".csv");
		Path html = Files.createTempFile("vault", ".html");
		try {
			ZipOutputStream zip = new ZipOutputStream(target, StandardCharsets.UTF_8);
			// PDFs are compressed already.
			zip.setLevel(Deflater.BEST_SPEED);
			try (Writer lines = writer(csv); Writer rows = writer(html)) {
				beginIndex(lines, rows, language);
				writeDocuments(account, filter, language, zip, lines, rows);
				rows.write("</tbody></table></body></html>\n");
			}
			copy(csv, "index.csv", zip);
			copy(html, "index.html", zip);
			zip.finish();
		}
		finally {
			Files.delete(csv);
			Files.delete(html);
		}
	}

	private void writeDocuments(AccountId account, VaultFilter filter, Locale language, ZipOutputStream zip,
			Writer lines, Writer rows) throws IOException {
		Set<String> taken = new HashSet<>(INDEX);
		VaultItem.@Nullable Cursor next = null;
		do {
			FindVaultItems.Page page = this.findItems.of(account, filter, next);
			for (VaultItem item : page.items()) {
				String file = fileName(item, taken);
				String sha256 = writeDocument(item, account, file, zip);
				this.recordOpened.of(new DeliveryId(item.delivery()));
				List<String> cells = List.of(day(item).toString(), item.name(), item.sender(),
						word("vault.type." + item.type(), language), file, sha256);
				lines.write(cells.stream().map(WriteArchive::csvCell).collect(Collectors.joining(";")) + "\r\n");
				rows.write(row(cells, file));
			}
			next = page.next();
		}
		while (next != null);
	}

	private String writeDocument(VaultItem item, AccountId account, String file, ZipOutputStream zip)
			throws IOException {
		OpenContent.Opened opened = this.openItem.of(item, account)
			.orElseThrow(() -> new IOException("The content of delivery " + item.delivery() + " is missing"));
		ZipEntry entry = new ZipEntry(file);
		entry.setTime(item.deliveredAt().toEpochMilli());
		zip.putNextEntry(entry);
		try (DigestInputStream bytes = new DigestInputStream(opened.stream(), sha256())) {
			bytes.transferTo(zip);
			return HexFormat.of().formatHex(bytes.getMessageDigest().digest());
		}
		finally {
			zip.closeEntry();
		}
	}

	/**
	 * The day and the document's name, without what file systems or readers could take
	 * for anything but a name; unlike all others, whatever their case.
	 */
	static String fileName(VaultItem item, Set<String> taken) {
		String name = Normalizer.normalize(item.name(), Normalizer.Form.NFC)
			.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}/\\\\:*?\"<>|]+", " ")
			.replaceAll("\\s+", " ")
			.strip();
		if (name.codePointCount(0, name.length()) > LONGEST_NAME) {
			name = name.substring(0, name.offsetByCodePoints(0, LONGEST_NAME));
		}
		String base = (day(item) + " " + name).replaceAll("[. ]+$", "");
		String file = base + ".pdf";
		for (int copy = 2; !taken.add(file.toLowerCase(Locale.ROOT)); copy++) {
			file = base + " (" + copy + ").pdf";
		}
		return file;
	}

	/** A spreadsheet must take no cell for a formula. */
	static String csvCell(String text) {
		String oneLine = text.replaceAll("\\p{Cc}+", " ");
		String harmless = oneLine.matches("\\s*[=+\\-@\\uff1d\\uff0b\\uff0d\\uff20].*") ? "'" + oneLine : oneLine;
		return "\"" + harmless.replace("\"", "\"\"") + "\"";
	}

	private void beginIndex(Writer lines, Writer rows, Locale language) throws IOException {
		List<String> heads = List.of("date", "name", "sender", "type", "file", "sha256")
			.stream()
			.map((column) -> word("vault.index." + column, language))
			.toList();
		// The mark tells spreadsheets that it is UTF-8.
		lines.write("\uFEFF");
		lines.write(heads.stream().map(WriteArchive::csvCell).collect(Collectors.joining(";")) + "\r\n");
		String title = HtmlUtils.htmlEscape(word("vault.title", language), "UTF-8");
		rows.write("""
				<!DOCTYPE html>
				<html lang="%s"><head><meta charset="utf-8"><title>%s</title>
				<meta name="viewport" content="width=device-width, initial-scale=1">
				<style>body{font-family:sans-serif;margin:2rem}table{border-collapse:collapse}\
				th,td{padding:.5rem;border-bottom:1px solid #ddd;text-align:left}code{overflow-wrap:anywhere}</style>
				</head><body><h1>%s</h1><table><thead><tr>""".formatted(language.getLanguage(), title, title));
		for (String head : heads) {
			rows.write("<th scope=\"col\">" + HtmlUtils.htmlEscape(head, "UTF-8") + "</th>");
		}
		rows.write("</tr></thead><tbody>\n");
	}

	private static String row(List<String> cells, String file) {
		String link = "<a href=\"" + UriUtils.encodePathSegment(file, StandardCharsets.UTF_8) + "\">"
				+ HtmlUtils.htmlEscape(file, "UTF-8") + "</a>";
		return cells.stream()
			.map((cell) -> "<td>" + (cell.equals(file) ? link : HtmlUtils.htmlEscape(cell, "UTF-8")) + "</td>")
			.collect(Collectors.joining("", "<tr>", "</tr>\n"));
	}

	private String word(String key, Locale language) {
		return this.messages.getMessage(key, null, language);
	}

	private static LocalDate day(VaultItem item) {
		return item.deliveredAt().atZone(PARIS).toLocalDate();
	}

	private static Writer writer(Path file) throws IOException {
		return new OutputStreamWriter(Files.newOutputStream(file), StandardCharsets.UTF_8);
	}

	private static void copy(Path index, String name, ZipOutputStream zip) throws IOException {
		zip.putNextEntry(new ZipEntry(name));
		try (InputStream bytes = Files.newInputStream(index)) {
			bytes.transferTo(zip);
		}
		zip.closeEntry();
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
