package io.estafette.payroll;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.estafette.document.InspectPdf;
import io.estafette.organization.PayrollDocument;
import io.estafette.platform.PassingFault;
import io.estafette.samples.SampleBatch;
import io.estafette.samples.SamplePdfs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Whose fault it is that a line cannot be worked on (P3). */
class JudgeLinesTests {

	private static final DepositRules.Known KNOWN = new DepositRules.Known(Set.of(PayrollDocument.PAYSLIP), Map.of(),
			Map.of());

	private final JudgeLines judge = new JudgeLines(new InspectPdf());

	@TempDir
	Path files;

	/** A full disk refuses nobody's payslip: the job is tried again. */
	@Test
	void aFaultOfOurDiskIsNoLinesFault() {
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> judged(this.files.resolve("nowhere")))
			.isInstanceOf(PassingFault.class);
		assertThat(judged(this.files)).singleElement().satisfies((line) -> assertThat(line.isGood()).isTrue());
	}

	private List<JudgeLines.Judged> judged(Path folder) {
		Path archive = new SampleBatch(this.files.resolve("lot.zip")).payslip("1", "H0001", SamplePdfs.letter())
			.finished();
		return this.judge.of(
				List.of(new JudgeLines.Line(1, List.of("1", "PAYSLIP", "H0001", "", "", "", "", "", "1.pdf"))), archive,
				folder, KNOWN, (ids) -> Map.of());
	}

}
