package io.estafette.diffusion.web;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.estafette.diffusion.RequestFreeDiffusion.Upload;
import org.springframework.util.FileSystemUtils;
import org.springframework.web.multipart.MultipartFile;

/** The files of a request as files of this machine, while the request lasts. */
final class ReceivedFiles implements Closeable {

	private final Path directory;

	private final List<Upload> uploads = new ArrayList<>();

	private ReceivedFiles(Path directory) {
		this.directory = directory;
	}

	static ReceivedFiles of(List<MultipartFile> parts) throws IOException {
		ReceivedFiles files = new ReceivedFiles(Files.createTempDirectory("estafette-"));
		try {
			for (MultipartFile part : parts) {
				// Never the name that was sent: a name is no path (F7).
				Path content = files.directory.resolve(String.valueOf(files.uploads.size()));
				part.transferTo(content);
				files.uploads.add(new Upload(Objects.requireNonNullElse(part.getOriginalFilename(), ""), content));
			}
			return files;
		}
		catch (IOException | RuntimeException ex) {
			files.close();
			throw ex;
		}
	}

	List<Upload> uploads() {
		return this.uploads;
	}

	@Override
	public void close() throws IOException {
		FileSystemUtils.deleteRecursively(this.directory);
	}

}
