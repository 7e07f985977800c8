package io.estafette.document;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import io.estafette.local.WithDatabase;
import io.estafette.organization.NodeId;
import io.estafette.platform.Refusal;
import io.estafette.samples.HostilePdfs;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.jdbc.JdbcTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@JdbcTest
@WithDatabase
@Import({ AddDocument.class, AddInspectedDocuments.class, ChangeDocumentType.class, CheckContents.class,
		ContentStore.class, FindDocuments.class, InspectPdf.class, OpenDocument.class, RecordSealed.class,
		RemoveDocument.class, RenameDocument.class })
class DocumentTests {

	@Autowired
	private AddDocument addDocument;

	@Autowired
	private ChangeDocumentType changeDocumentType;

	@Autowired
	private CheckContents checkContents;

	@Autowired
	private FindDocuments findDocuments;

	@Autowired
	private OpenDocument openDocument;

	@Autowired
	private RecordSealed recordSealed;

	@Autowired
	private RemoveDocument removeDocument;

	@Autowired
	private RenameDocument renameDocument;

	@Autowired
	private JdbcClient jdbc;

	@TempDir
	private Path directory;

	private NodeId brand = new NodeId(UUID.randomUUID());

	@BeforeEach
	void aBrand() {
		this.brand = new NodeId(UUID.randomUUID());
		this.jdbc.sql("insert into node (id, brand_id, kind, code, name) values (:id, :id, 'BRAND', 'TEST', 'Test')")
			.param("id", this.brand.value())
			.update();
	}

	@Test
	void aDocumentComesBackByteForByte() throws IOException {
		byte[] pdf = HostilePdfs.largestAllowed();
		DocumentView added = add(pdf, DocumentType.SIMPLE);
		assertThat(added.size()).isEqualTo(pdf.length);
		assertThat(added.pages()).isEqualTo(1);
		assertThat(added.warnings()).containsExactly(PdfWarning.LARGE);
		OpenDocument.Opened opened = this.openDocument.asDelivered(added.id()).orElseThrow();
		assertThat(opened.size()).isEqualTo(pdf.length);
		try (InputStream stream = opened.stream()) {
			assertThat(stream.readAllBytes()).isEqualTo(pdf);
		}
		try (InputStream stream = this.openDocument.asUploaded(added.id()).orElseThrow().stream()) {
			assertThat(stream.read()).isEqualTo('%');
		}
	}

	@Test
	void theSameBytesAreStoredOnceAndGoWithTheirLastDocument() throws IOException {
		DocumentView first = add(HostilePdfs.onePageWithTable(), DocumentType.SIMPLE);
		DocumentView second = add(HostilePdfs.onePageWithTable(), DocumentType.PROTECTED);
		assertThat(contents()).isEqualTo(1);
		this.removeDocument.of(first.id());
		assertThat(contents()).isEqualTo(1);
		this.removeDocument.of(second.id());
		this.removeDocument.of(second.id());
		assertThat(contents()).isZero();
		assertThat(this.findDocuments.byIds(List.of(first.id(), second.id()))).isEmpty();
	}

	@Test
	void nothingOfARefusedFileIsKept() throws IOException {
		Path file = Files.write(this.directory.resolve("text.pdf"), HostilePdfs.textFile());
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.addDocument.of(this.brand, file, "text.pdf", "Texte", DocumentType.SIMPLE))
			.extracting(Refusal::code)
			.isEqualTo("NOT_A_PDF");
		assertThat(contents()).isZero();
	}

	@Test
	void aProtectedDocumentIsDeliveredOnlyOnceSealedAndTheFirstSealStays() throws IOException {
		DocumentView document = add(HostilePdfs.onePageWithTable(), DocumentType.PROTECTED);
		assertThat(this.openDocument.asDelivered(document.id())).isEmpty();
		this.recordSealed.of(document.id(), Files.writeString(this.directory.resolve("sealed"), "first seal"));
		this.recordSealed.of(document.id(), Files.writeString(this.directory.resolve("sealed"), "second seal"));
		try (InputStream stream = this.openDocument.asDelivered(document.id()).orElseThrow().stream()) {
			assertThat(stream.readAllBytes()).asString().isEqualTo("first seal");
		}
	}

	@Test
	void aNameIsWordsNeverAPath() throws IOException {
		Path file = Files.write(this.directory.resolve("upload"), HostilePdfs.onePage());
		DocumentView added = this.addDocument.of(this.brand, file, "C:\\Users\\claire\\..\\note.pdf",
				" Note\r\nde service ", DocumentType.SIMPLE);
		assertThat(added.fileName()).isEqualTo("note.pdf");
		assertThat(added.name()).isEqualTo("Note de service");
		this.renameDocument.of(added.id(), "Consignes 2026/2027");
		assertThat(this.findDocuments.byIds(List.of(added.id())).getFirst().name()).isEqualTo("Consignes 2026/2027");
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> this.renameDocument.of(added.id(), " \t "))
			.extracting(Refusal::code)
			.isEqualTo("NAME_MISSING");
		assertThatExceptionOfType(Refusal.class).isThrownBy(() -> this.renameDocument.of(added.id(), "x".repeat(151)))
			.extracting(Refusal::code)
			.isEqualTo("NAME_TOO_LONG");
	}

	@Test
	void activeContentAndSignaturesStaySimple() throws IOException {
		DocumentView active = add(HostilePdfs.active().get("attached file"), DocumentType.SIMPLE);
		assertThat(active.warnings()).containsExactly(PdfWarning.ACTIVE_CONTENT);
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.changeDocumentType.of(active.id(), DocumentType.PROTECTED))
			.extracting(Refusal::code)
			.isEqualTo("ACTIVE_CONTENT");
		DocumentView signed = add(HostilePdfs.signed(), DocumentType.SIMPLE);
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.changeDocumentType.of(signed.id(), DocumentType.TO_SIGN))
			.extracting(Refusal::code)
			.isEqualTo("ALREADY_SIGNED");
		DocumentView lateHeader = add(HostilePdfs.garbageBeforeHeader(), DocumentType.SIMPLE);
		assertThatExceptionOfType(Refusal.class)
			.isThrownBy(() -> this.changeDocumentType.of(lateHeader.id(), DocumentType.PROTECTED))
			.extracting(Refusal::code)
			.isEqualTo("DAMAGED_PDF");
		DocumentView plain = add(HostilePdfs.onePage(), DocumentType.SIMPLE);
		this.changeDocumentType.of(plain.id(), DocumentType.TO_SIGN);
		assertThat(this.findDocuments.byIds(List.of(plain.id())).getFirst().type()).isEqualTo(DocumentType.TO_SIGN);
	}

	/** Whoever opens a document in fifty years would find it too late (D6). */
	@Test
	void whatIsDamagedInTheStoreIsFoundAndWhatIsRepairedForgotten() throws IOException {
		add(HostilePdfs.onePage(), DocumentType.SIMPLE);
		add(HostilePdfs.onePageWithTable(), DocumentType.SIMPLE);
		MeterRegistry meters = new SimpleMeterRegistry();
		this.checkContents.bindTo(meters);
		assertThat(damagedAfterARound(meters)).isZero();

		flipOneBit(HostilePdfs.onePage());
		assertThat(damagedAfterARound(meters)).isOne();
		assertThat(damagedAfterARound(meters)).isOne();
		flipOneBit(HostilePdfs.onePage());
		assertThat(damagedAfterARound(meters)).isZero();
	}

	/** Two runs: the last of a round finds nothing more, and the next begins anew. */
	private double damagedAfterARound(MeterRegistry meters) {
		this.checkContents.next();
		this.checkContents.next();
		return meters.get("estafette.content.damaged").gauge().value();
	}

	private void flipOneBit(byte[] pdf) {
		int changed = this.jdbc
			.sql("update content set bytes = set_bit(bytes, 1000, 1 - get_bit(bytes, 1000)) where size = ?")
			.param(pdf.length)
			.update();
		assertThat(changed).isOne();
	}

	private DocumentView add(byte[] pdf, DocumentType type) throws IOException {
		Path file = Files.write(this.directory.resolve("upload"), pdf);
		return this.addDocument.of(this.brand, file, "note.pdf", "Note", type);
	}

	private int contents() {
		return this.jdbc.sql("select count(*) from content").query(Integer.class).single();
	}

	@TestConfiguration
	static class FixedClock {

		@Bean
		Clock clock() {
			return Clock.fixed(Instant.parse("2026-11-23T10:00:00Z"), ZoneOffset.UTC);
		}

	}

}
