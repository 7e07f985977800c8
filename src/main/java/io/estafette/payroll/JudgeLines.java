package io.estafette.payroll;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

import io.estafette.document.DocumentType;
import io.estafette.document.InspectPdf;
import io.estafette.platform.PassingFault;
import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Judges lines of a batch with their PDFs, two at a time: as many as may be inspected at
 * once. Outside of any transaction.
 */
@Component
class JudgeLines {

	private static final int AT_A_TIME = 2;

	/** A line of the manifest. */
	record Line(int number, List<String> fields) {
	}

	/**
	 * What a line is.
	 *
	 * @param refusal the code of why it is refused; everything else may be null then
	 * @param findings null when the same external id was stored before: it is not
	 * inspected again
	 */
	record Judged(Line line, @Nullable ReadLine read, byte @Nullable [] hash, @Nullable Path pdf,
			InspectPdf.@Nullable Findings findings, @Nullable String refusal) {

		static Judged refused(Line line, String code) {
			return new Judged(line, null, null, null, null, code);
		}

		boolean isGood() {
			return this.refusal == null;
		}

		String externalId() {
			return Objects.requireNonNull(this.read).request().externalId();
		}

	}

	/** The PDFs could not be inspected now. */
	private static final class InspectionBusyException extends RuntimeException implements PassingFault {

	}

	/** This machine's disk, which is no line's fault. */
	private static final class DiskFaultException extends UncheckedIOException implements PassingFault {

		DiskFaultException(IOException cause) {
			super(cause);
		}

	}

	private final InspectPdf inspectPdf;

	JudgeLines(InspectPdf inspectPdf) {
		this.inspectPdf = inspectPdf;
	}

	/**
	 * Judges them.
	 * @param folder for the PDFs, which are the caller's to delete
	 * @param stored finds out which external ids are stored
	 */
	List<Judged> of(List<Line> lines, Path archive, Path folder, DepositRules.Known known,
			Function<Collection<String>, Map<String, StoreDeposits.Stored>> stored) {
		try (ZipFile zip = new ZipFile(archive.toFile());
				ExecutorService workers = Executors.newFixedThreadPool(AT_A_TIME)) {
			List<Judged> read = all(workers, lines, (line) -> read(line, zip, folder));
			Map<String, StoreDeposits.Stored> before = stored
				.apply(read.stream().filter(Judged::isGood).map(Judged::externalId).collect(Collectors.toSet()));
			return all(workers, read, (line) -> (!line.isGood() || before.containsKey(line.externalId())) ? line
					: inspected(line, known));
		}
		catch (IOException ex) {
			throw new DiskFaultException(ex);
		}
	}

	private static Judged read(Line line, ZipFile zip, Path folder) {
		try {
			ReadLine read = ReadLine.of(line.fields());
			ZipEntry entry = zip.getEntry(read.file());
			if (entry == null || entry.isDirectory()) {
				return Judged.refused(line, "FILE_MISSING");
			}
			Path pdf = extracted(zip, entry, folder.resolve(line.number() + ".pdf"));
			return new Judged(line, read, DepositDigest.of(read.request(), pdf), pdf, null, null);
		}
		catch (Refusal refusal) {
			return Judged.refused(line, refusal.code());
		}
	}

	/** One byte more than a PDF may have is enough to refuse it. */
	private static Path extracted(ZipFile zip, ZipEntry entry, Path file) {
		try (InputStream bytes = zip.getInputStream(entry)) {
			return Files.write(file, bytes.readNBytes((int) InspectPdf.LARGEST + 1));
		}
		catch (ZipException | EOFException | IllegalArgumentException ex) {
			throw new Refusal(Refusal.Kind.INVALID, "FILE_NOT_READABLE");
		}
		catch (IOException ex) {
			throw new DiskFaultException(ex);
		}
	}

	/** A repeat does not come here: what was known when it was stored counts (P2). */
	private Judged inspected(Judged line, DepositRules.Known known) {
		try {
			DepositRules.check(Objects.requireNonNull(line.read()).request(), known);
			return new Judged(line.line(), line.read(), line.hash(), line.pdf(),
					this.inspectPdf.of(Objects.requireNonNull(line.pdf()), DocumentType.SIMPLE), null);
		}
		catch (Refusal refusal) {
			if (refusal.code().equals("TOO_MANY_UPLOADS")) {
				throw new InspectionBusyException();
			}
			return Judged.refused(line.line(), refusal.code());
		}
	}

	private static <T, R> List<R> all(ExecutorService workers, List<T> items, Function<T, R> work) {
		try {
			return workers.invokeAll(items.stream().<Callable<R>>map((item) -> () -> work.apply(item)).toList())
				.stream()
				.map(JudgeLines::result)
				.toList();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InspectionBusyException();
		}
	}

	private static <R> R result(Future<R> future) {
		try {
			return future.get();
		}
		catch (ExecutionException ex) {
			throw (ex.getCause() instanceof RuntimeException cause) ? cause : new IllegalStateException(ex.getCause());
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new InspectionBusyException();
		}
	}

	/** Whether a stored deposit and a line say the same. */
	static boolean isSame(StoreDeposits.Stored stored, Judged line) {
		return Arrays.equals(stored.hash(), line.hash());
	}

}
