package io.estafette.payroll;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

import io.estafette.campaign.Deposits;
import io.estafette.local.WithDatabase;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;

import static org.assertj.core.api.Assertions.assertThat;

/** What stays of a batch on the disk, and for how long (P3). */
@SpringBootTest(properties = { "camunda.client.enabled=false", "estafette.mail.connections=0" })
@ActiveProfiles("demonstration")
@WithDatabase
@Import(Deposits.class)
class BatchArchivesTests {

	@Autowired
	private BatchArchives archives;

	@Autowired
	private JdbcClient jdbc;

	/** Whoever stored the last line, and wherever. */
	@Test
	void copiesOfBatchesThatAreDoneAreDeleted() throws IOException {
		UUID running = batch();
		UUID done = batch();
		Path runningCopy = this.archives.copy(new BatchId(running)).orElseThrow();
		Path doneCopy = this.archives.copy(new BatchId(done)).orElseThrow();
		Path left = Files.createTempFile(doneCopy.getParent(), "unfinished-", ".zip");
		Path worked = Files.createTempFile(doneCopy.getParent(), "unfinished-", ".zip");
		Files.setLastModifiedTime(left, FileTime.from(Instant.now().minus(Duration.ofHours(25))));
		this.jdbc.sql("update deposit_batch set stored_at = received_at where id = ?").param(done).update();
		this.archives.tidy();
		assertThat(doneCopy).doesNotExist();
		assertThat(left).as("a crash left it").doesNotExist();
		assertThat(runningCopy).exists();
		assertThat(worked).exists();
		Files.delete(runningCopy);
		Files.delete(worked);
	}

	private UUID batch() {
		UUID id = UUID.randomUUID();
		this.jdbc.sql("""
				insert into deposit_batch (id, system_id, brand_id, file_name, size, state, lines, received_at)
				select ?, id, brand_id, 'lot.zip', 1, 'RUNNING', 1, now() from actor where login = 'paie-horizon'
				""").param(id).update();
		this.jdbc.sql("insert into deposit_batch_archive (batch_id, slice, bytes) values (?, 0, '\\x00')")
			.param(id)
			.update();
		return id;
	}

}
