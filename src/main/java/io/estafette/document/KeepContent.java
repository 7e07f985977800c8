package io.estafette.document;

import java.nio.file.Path;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keeps bytes that are no document of their own, for ever (D6). */
@Service
public class KeepContent {

	private final ContentStore contents;

	private final JdbcClient jdbc;

	KeepContent(ContentStore contents, JdbcClient jdbc) {
		this.contents = contents;
		this.jdbc = jdbc;
	}

	/** Stores the file's bytes, unless the same are there already. */
	@Transactional
	public ContentId of(Path file) {
		ContentId id = this.contents.store(file);
		this.jdbc.sql("insert into kept_content (sha256) values (?) on conflict do nothing")
			.param(id.digest())
			.update();
		return id;
	}

}
