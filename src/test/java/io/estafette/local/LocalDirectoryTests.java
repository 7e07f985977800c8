package io.estafette.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class LocalDirectoryTests {

	@TempDir
	private Path root;

	@Test
	void zeebesDataWithoutTheSearchStoresIsToldInPlainWords() throws IOException {
		LocalDirectory directory = new LocalDirectory(this.root);
		directory.prepare();
		Files.delete(directory.openSearch());
		assertThatExceptionOfType(PlatformFailure.class).isThrownBy(directory::prepare)
			.withMessageContaining("belong together, but one of them is missing")
			.withMessageContaining("Delete " + this.root);
	}

}
