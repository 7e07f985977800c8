package io.estafette.samples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import io.estafette.document.DocumentType;
import io.estafette.document.InspectPdf;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class SamplePdfsTests {

	@TempDir
	private Path directory;

	@Test
	void aboutThreeMegabytesThatEveryTypeAccepts() throws IOException {
		SamplePdfs.writeTo(this.directory);
		List<Path> files;
		try (Stream<Path> all = Files.list(this.directory)) {
			files = all.toList();
		}
		long total = 0;
		for (Path file : files) {
			InspectPdf.Findings findings = new InspectPdf().of(file, DocumentType.PROTECTED);
			assertThat(findings.activeContent()).isFalse();
			total += findings.size();
		}
		assertThat(files).hasSize(3);
		assertThat(total).isBetween(2_500_000L, 3_500_000L);
	}

	@Test
	void accentsSurvive() throws IOException {
		assertThat(text(SamplePdfs.letter())).contains("réouverture", "Hélène Fournier");
		assertThat(text(SamplePdfs.payslip())).contains("BULLETIN DE PAIE", "Érables", "Net payé");
		assertThat(text(SamplePdfs.safetyNotice())).contains("sécurité", "équipements");
	}

	private static String text(byte[] pdf) throws IOException {
		try (PDDocument document = Loader.loadPDF(pdf)) {
			return new PDFTextStripper().getText(document);
		}
	}

}
