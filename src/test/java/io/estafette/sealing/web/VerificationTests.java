package io.estafette.sealing.web;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.estafette.local.WithDatabase;
import io.estafette.samples.HostilePdfs;
import io.estafette.samples.SamplePdfs;
import io.estafette.sealing.SealPdf;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationSquare;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockMultipartHttpServletRequestBuilder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

/** Anyone checks a PDF, without a login and without a key (D5). */
@SpringBootTest
@AutoConfigureMockMvc
@ActiveProfiles("demonstration")
@WithDatabase
class VerificationTests {

	private static final AtomicInteger visitors = new AtomicInteger();

	@TempDir
	Path folder;

	@Autowired
	private MockMvc pages;

	@Autowired
	private SealPdf sealPdf;

	private byte[] sealed;

	/** What somebody might do to a sealed PDF. */
	enum Tampering {

		ONE_BIT_OF_THE_TEXT {
			@Override
			byte[] apply(byte[] sealed, byte[] other) {
				return flip(sealed, indexOf(sealed, "stream") + 30);
			}
		},
		THE_FIRST_BYTE {
			@Override
			byte[] apply(byte[] sealed, byte[] other) {
				return flip(sealed, 0);
			}
		},
		A_LINE_APPENDED {
			@Override
			byte[] apply(byte[] sealed, byte[] other) {
				return concat(sealed, "\n".getBytes());
			}
		},
		ANOTHER_PDF_APPENDED {
			@Override
			byte[] apply(byte[] sealed, byte[] other) {
				return concat(sealed, HostilePdfs.onePage());
			}
		},
		A_BYTE_IN_FRONT {
			@Override
			byte[] apply(byte[] sealed, byte[] other) {
				return concat("\n".getBytes(), sealed);
			}
		},
		THE_END_CUT_OFF {
			@Override
			byte[] apply(byte[] sealed, byte[] other) {
				return Arrays.copyOf(sealed, sealed.length - 40);
			}
		},
		A_PAGE_ADDED {
			@Override
			byte[] apply(byte[] sealed, byte[] other) throws IOException {
				return edit(sealed, true, (pdf) -> {
					pdf.addPage(new PDPage());
					pdf.getPages().getCOSObject().setNeedToBeUpdated(true);
				});
			}
		},
		A_BLACK_BOX_LAID_OVER {
			@Override
			byte[] apply(byte[] sealed, byte[] other) throws IOException {
				return edit(sealed, true, (pdf) -> {
					PDAnnotationSquare box = new PDAnnotationSquare();
					box.setRectangle(new PDRectangle(50, 50, 400, 400));
					pdf.getPage(0).getAnnotations().add(box);
					pdf.getPage(0).getCOSObject().setNeedToBeUpdated(true);
				});
			}
		},
		ANOTHER_TITLE {
			@Override
			byte[] apply(byte[] sealed, byte[] other) throws IOException {
				return edit(sealed, true, (pdf) -> {
					pdf.getDocumentInformation().setTitle("Autre");
					pdf.getDocumentInformation().getCOSObject().setNeedToBeUpdated(true);
				});
			}
		},
		WRITTEN_ANEW {
			@Override
			byte[] apply(byte[] sealed, byte[] other) throws IOException {
				return edit(sealed, false, (pdf) -> {
				});
			}
		},
		THE_SEAL_OF_ANOTHER_DOCUMENT {
			@Override
			byte[] apply(byte[] sealed, byte[] other) {
				int from = indexOf(sealed, "/Contents <") + 11;
				int to = indexOf(sealed, "/ByteRange");
				int source = indexOf(other, "/Contents <") + 11;
				byte[] forged = sealed.clone();
				for (int i = 0; from + i < to && forged[from + i] != '>' && other[source + i] != '>'; i++) {
					forged[from + i] = other[source + i];
				}
				return forged;
			}
		},
		A_DIGIT_OF_THE_PADDING {
			@Override
			byte[] apply(byte[] sealed, byte[] other) {
				return flip(sealed, indexOf(sealed, "00000>"));
			}
		},
		THE_PERMISSION {
			@Override
			byte[] apply(byte[] sealed, byte[] other) {
				byte[] changed = sealed.clone();
				changed[indexOf(sealed, "/P 1") + 3] = '3';
				return changed;
			}
		};

		abstract byte[] apply(byte[] sealed, byte[] other) throws IOException;

	}

	/** A change to an open PDF. */
	private interface Edit {

		void apply(PDDocument pdf) throws IOException;

	}

	@BeforeEach
	void seal() throws Exception {
		this.sealed = seal(SamplePdfs.payslip());
	}

	@Test
	void anIntactDocumentIsToldInTheReadersLanguage() throws Exception {
		check(this.sealed).andExpect(status().isOk())
			.andExpect(jsonPath("$.verdict").value("INTACT"))
			.andExpect(jsonPath("$.reason").doesNotExist())
			.andExpect(jsonPath("$.sealedBy").value("Estafette demonstration"))
			.andExpect(jsonPath("$.certificateIssuer").value("Estafette demonstration CA"))
			.andExpect(jsonPath("$.sealedAt").isNotEmpty())
			.andExpect(jsonPath("$.size").value(this.sealed.length))
			.andExpect(jsonPath("$.sentence").value(containsString("a été scellé par Estafette demonstration le ")));
		this.pages.perform(verification("/api/v1/verifications", this.sealed).header("Accept-Language", "en"))
			.andExpect(jsonPath("$.sentence").value(containsString("was sealed by Estafette demonstration on ")));
		this.pages.perform(verification("/verification", this.sealed))
			.andExpect(status().isOk())
			.andExpect(content().string(containsString("Document intact")))
			.andExpect(content().string(containsString("a été scellé par Estafette demonstration le ")));
		this.pages.perform(verification("/verification", this.sealed).header("Accept-Language", "en"))
			.andExpect(content().string(containsString("Intact document")));
	}

	/** What stands behind the verdict, for experts. */
	@Test
	void theTechnicalReportSaysHowItWasJudged() throws Exception {
		check(this.sealed).andExpect(jsonPath("$.technical.length()").value(1))
			.andExpect(jsonPath("$.technical[0].indication").value("TOTAL_PASSED"))
			.andExpect(jsonPath("$.technical[0].format").value("PAdES-BASELINE-T"))
			.andExpect(jsonPath("$.technical[0].provenAt").isNotEmpty());
		this.pages.perform(verification("/api/v1/verifications/report", this.sealed))
			.andExpect(status().isOk())
			.andExpect(content().contentType("application/xml"))
			.andExpect(content().string(containsString("DetailedReport")));
		this.pages.perform(verification("/verification", this.sealed))
			.andExpect(content().string(containsString("Rapport technique")))
			.andExpect(content().string(containsString("&lt;DetailedReport")));
		byte[] covered = Tampering.A_BLACK_BOX_LAID_OVER.apply(this.sealed, this.sealed);
		check(covered).andExpect(jsonPath("$.verdict").value("ALTERED"))
			.andExpect(jsonPath("$.technical[0].indication").value(not("TOTAL_PASSED")));
		this.pages.perform(verification("/api/v1/verifications/report", SamplePdfs.letter()))
			.andExpect(status().isUnprocessableEntity())
			.andExpect(jsonPath("$.code").value("NOTHING_TO_REPORT"));
	}

	@ParameterizedTest
	@EnumSource
	void tamperingIsFound(Tampering tampering) throws Exception {
		byte[] altered = tampering.apply(this.sealed, seal(SamplePdfs.letter()));

		assertThat(altered).isNotEqualTo(this.sealed);
		check(altered).andExpect(status().isOk())
			.andExpect(jsonPath("$.verdict").value("ALTERED"))
			.andExpect(jsonPath("$.reason").isNotEmpty())
			.andExpect(jsonPath("$.sealedBy").value("Estafette demonstration"))
			.andExpect(jsonPath("$.sealedAt").isEmpty());
		this.pages.perform(verification("/verification", altered))
			.andExpect(content().string(containsString("Document modifié")))
			.andExpect(content().string(not(containsString("Document intact"))));
	}

	@Test
	void whatWasNotSealedHereIsUnknown() throws Exception {
		check(SamplePdfs.letter()).andExpect(jsonPath("$.verdict").value("UNKNOWN"))
			.andExpect(jsonPath("$.reason").value("NO_SIGNATURE"))
			.andExpect(jsonPath("$.sealedBy").isEmpty());
		check(HostilePdfs.signed()).andExpect(jsonPath("$.verdict").value("UNKNOWN"))
			.andExpect(jsonPath("$.reason").value("OTHER_SIGNER"));
		this.pages.perform(verification("/verification", SamplePdfs.letter()))
			.andExpect(content().string(containsString("ne porte aucun sceau")));
	}

	static Stream<Arguments> hostile() {
		return Stream.of(HostilePdfs.tooComplex(), HostilePdfs.circles(), HostilePdfs.active())
			.flatMap((files) -> files.entrySet().stream())
			.map((file) -> Arguments.of(Named.of(file.getKey(), file.getValue())));
	}

	@ParameterizedTest
	@MethodSource("hostile")
	void hostileFilesAreUnknown(byte[] pdf) throws Exception {
		check(pdf).andExpect(status().isOk()).andExpect(jsonPath("$.verdict").value("UNKNOWN"));
	}

	@Test
	void badInputIsAProblemThatSaysWhatToDo() throws Exception {
		check(HostilePdfs.textFile()).andExpect(status().isUnprocessableEntity())
			.andExpect(content().contentType("application/problem+json"))
			.andExpect(jsonPath("$.code").value("NOT_A_PDF"));
		check(new byte[0]).andExpect(status().isUnprocessableEntity())
			.andExpect(jsonPath("$.code").value("EMPTY_FILE"));
		this.pages.perform(multipart("/api/v1/verifications"))
			.andExpect(status().isBadRequest())
			.andExpect(jsonPath("$.code").value("MISSING_PART"));
		this.pages.perform(verification("/verification", HostilePdfs.textFile()))
			.andExpect(status().isUnprocessableEntity())
			.andExpect(content().string(containsString("pas un PDF")));
		this.pages.perform(multipart("/verification").file(new MockMultipartFile("file", "", "", new byte[0])))
			.andExpect(content().string(containsString("Choisissez d")));
	}

	@Test
	void fileNamesAreShownAndNotBelieved() throws Exception {
		this.pages
			.perform(multipart("/verification")
				.file(new MockMultipartFile("file", "<script>../a.pdf", "application/pdf", this.sealed)))
			.andExpect(content().string(containsString("&lt;script&gt;../a.pdf")))
			.andExpect(content().string(containsString("Document intact")));
	}

	@Test
	void oneAddressMayNotAskWithoutEnd() throws Exception {
		String address = "192.0.2.200";
		for (int i = 0; i < 30; i++) {
			this.pages.perform(from(address, "/api/v1/verifications", HostilePdfs.onePage()))
				.andExpect(status().isOk());
		}
		this.pages.perform(from(address, "/api/v1/verifications", HostilePdfs.onePage()))
			.andExpect(status().isTooManyRequests())
			.andExpect(jsonPath("$.code").value("TOO_MANY_VERIFICATIONS"));
		this.pages.perform(from(address, "/verification", HostilePdfs.onePage()))
			.andExpect(status().isTooManyRequests())
			.andExpect(content().string(containsString("Attendez une minute")));
		check(HostilePdfs.onePage()).andExpect(status().isOk());
	}

	@Test
	void nothingIsKept() throws Exception {
		Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
		check(this.sealed).andExpect(status().isOk());
		check(HostilePdfs.textFile()).andExpect(status().isUnprocessableEntity());

		assertThat(temporary).isDirectoryNotContaining("glob:**/verification-*.pdf");
	}

	@Test
	void thePageIsLinkedFromEveryPageAndTheCallIsDescribed() throws Exception {
		this.pages.perform(get("/verification")).andExpect(status().isOk());
		this.pages.perform(get("/login")).andExpect(content().string(containsString("href=\"/verification\"")));
		this.pages.perform(get("/v3/api-docs"))
			.andExpect(jsonPath("$.paths['/api/v1/verifications'].post.security").isEmpty());
	}

	private byte[] seal(byte[] source) throws Exception {
		Path target = this.folder.resolve("sealed.pdf");
		this.sealPdf.of(Files.write(this.folder.resolve("source.pdf"), source), target);
		return Files.readAllBytes(target);
	}

	private ResultActions check(byte[] file) throws Exception {
		return this.pages.perform(verification("/api/v1/verifications", file));
	}

	private static MockMultipartHttpServletRequestBuilder verification(String address, byte[] file) {
		int visitor = visitors.incrementAndGet();
		return from("198.51." + visitor / 250 + "." + visitor % 250, address, file);
	}

	private static MockMultipartHttpServletRequestBuilder from(String visitor, String address, byte[] file) {
		MockMultipartHttpServletRequestBuilder request = multipart(address)
			.file(new MockMultipartFile("file", "note.pdf", "application/pdf", file));
		request.with((plain) -> {
			plain.setRemoteAddr(visitor);
			return plain;
		});
		return request;
	}

	private static byte[] edit(byte[] sealed, boolean appended, Edit edit) throws IOException {
		ByteArrayOutputStream edited = new ByteArrayOutputStream();
		try (PDDocument pdf = Loader.loadPDF(sealed)) {
			edit.apply(pdf);
			if (appended) {
				pdf.getDocumentCatalog().getCOSObject().setNeedToBeUpdated(true);
				pdf.saveIncremental(edited);
			}
			else {
				pdf.save(edited);
			}
		}
		return edited.toByteArray();
	}

	private static byte[] flip(byte[] bytes, int position) {
		byte[] changed = bytes.clone();
		changed[position] ^= 1;
		return changed;
	}

	private static byte[] concat(byte[] first, byte[] second) {
		byte[] both = Arrays.copyOf(first, first.length + second.length);
		System.arraycopy(second, 0, both, first.length, second.length);
		return both;
	}

	private static int indexOf(byte[] bytes, String text) {
		int index = new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf(text);
		assertThat(index).as(text).isPositive();
		return index;
	}

}
