package io.estafette.document;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

import io.estafette.local.WithDatabase;
import io.estafette.organization.ActorId;
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
		ContentStore.class, CopyDocument.class, FindDocuments.class, ForgetUploads.class, InspectPdf.class,
		KeepUpload.class, OpenDocument.class, RecordSealed.class, RemoveDocument.class, RenameDocument.class })
class DocumentTests {

	@Autowired
	private AddDocument addDocument;

	@Autowired
	private ChangeDocumentType changeDocumentType;

	@Autowired
	private CopyDocument copyDocument;

	@Autowired
	private CheckContents checkContents;

	@Autowired
	private FindDocuments findDocuments;

	@Autowired
	private KeepUpload keepUpload;

	@Autowired
	private ForgetUploads forgetUploads;

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

	/** P1: an upload that nobody used goes after 24 hours, with its bytes. */
	@Test
	void uploadsOfYesterdayAreForgotten() throws IOException {
		ActorId system = new ActorId(UUID.randomUUID());
		this.jdbc.sql(
				"insert into actor (id, kind, login, name, key_hash, brand_id) values (?, 'SYSTEM', 'test', 'Test', '', ?)")
			.param(system.value())
			.param(this.brand.value())
			.update();
		Path file = Files.write(this.directory.resolve("upload"), HostilePdfs.onePage());
		UploadId unused = this.keepUpload.of(system, file, "a.pdf");
		this.forgetUploads.forget();
		assertThat(contents()).isOne();
		this.jdbc.sql("update upload set created_at = created_at - interval '24 hours 1 second'").update();
		this.jdbc.sql("update upload set used_at = created_at").update();
		this.forgetUploads.forget();
		assertThat(contents()).as("used: a repeat of its deposit may ask for it").isOne();
		this.jdbc.sql("update upload set used_at = null where id = ?").param(unused.value()).update();
		this.forgetUploads.forget();
		assertThat(contents()).isZero();
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
		seal(document, DocumentType.PROTECTED, "first seal");
		seal(document, DocumentType.PROTECTED, "second seal");
		assertThat(delivered(document.id())).isEqualTo("first seal");
	}

	/** What was sealed for one type is never handed out as the other. */
	@Test
	void anotherTypeNeedsAnotherSeal() throws IOException {
		DocumentView document = add(HostilePdfs.onePageWithTable(), DocumentType.PROTECTED);
		seal(document, DocumentType.PROTECTED, "a seal against any change");
		this.changeDocumentType.of(document.id(), DocumentType.PROTECTED);
		assertThat(delivered(document.id())).isEqualTo("a seal against any change");
		this.changeDocumentType.of(document.id(), DocumentType.TO_SIGN);
		assertThat(this.openDocument.asDelivered(document.id())).isEmpty();
		assertThat(contents()).isEqualTo(1);
		// Made for the type that it had when the sealing began.
		seal(document, DocumentType.PROTECTED, "too late");
		assertThat(this.openDocument.asDelivered(document.id())).isEmpty();
		seal(document, DocumentType.TO_SIGN, "a seal with room for a signature");
		assertThat(delivered(document.id())).isEqualTo("a seal with room for a signature");
	}

	@Test
	void aCopyIsADocumentOfItsOwn() throws IOException {
		DocumentView original = add(HostilePdfs.onePageWithTable(), DocumentType.PROTECTED);
		seal(original, DocumentType.PROTECTED, "seal");
		DocumentId copy = this.copyDocument.of(original.id());
		assertThat(this.findDocuments.byIds(List.of(copy)).getFirst()).usingRecursiveComparison()
			.ignoringFields("id")
			.isEqualTo(original);
		this.renameDocument.of(copy, "Autre nom");
		this.changeDocumentType.of(copy, DocumentType.SIMPLE);
		assertThat(this.findDocuments.byIds(List.of(original.id()))).containsExactly(original);
		assertThat(delivered(original.id())).isEqualTo("seal");
		this.removeDocument.of(copy);
		assertThat(this.openDocument.asUploaded(original.id())).isPresent();
		assertThat(delivered(original.id())).isEqualTo("seal");
		this.removeDocument.of(original.id());
		assertThat(contents()).isZero();
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

	/** F5, C7: whatever a file is called, there is a name to begin with. */
	@Test
	void aFileProposesAName() {
		assertThat(DocumentNames.proposed("C:\\Paie\\Note_de_service.PDF")).isEqualTo("Note de service");
		assertThat(DocumentNames.proposed(".pdf")).isEqualTo("Document");
		assertThat(DocumentNames.proposed("é".repeat(200) + ".pdf")).isEqualTo("é".repeat(150));
		assertThat(DocumentNames.proposed("x".repeat(149) + "😀😀.pdf")).isEqualTo("x".repeat(149));
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

	private void seal(DocumentView document, DocumentType type, String copy) throws IOException {
		this.recordSealed.of(document.id(), type, Files.writeString(this.directory.resolve("sealed"), copy));
	}

	private String delivered(DocumentId id) throws IOException {
		try (InputStream stream = this.openDocument.asDelivered(id).orElseThrow().stream()) {
			return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
		}
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
