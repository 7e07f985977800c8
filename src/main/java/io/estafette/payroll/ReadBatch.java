package io.estafette.payroll;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * A process instance takes a batch over, only one does, and the lines of its manifest go
 * to the database. Safe to repeat.
 */
@Service
public class ReadBatch {

	/** How many lines are worked on at a time. */
	static final int CHUNK = 250;

	private static final int ROWS_AT_A_TIME = 2_000;

	private final BatchArchives archives;

	private final JdbcClient jdbc;

	private final ObjectMapper json;

	private final Clock clock;

	ReadBatch(BatchArchives archives, JdbcClient jdbc, ObjectMapper json, Clock clock) {
		this.archives = archives;
		this.jdbc = jdbc;
		this.json = json;
		this.clock = clock;
	}

	/**
	 * How many chunks of lines there are; empty when another instance looks after the
	 * batch.
	 */
	@Transactional
	public Optional<Integer> of(BatchId id, long processInstanceKey) {
		record Row(int lines, long instance, boolean read) {
		}
		this.jdbc.sql("update deposit_batch set process_instance_key = ? where id = ? and process_instance_key is null")
			.param(processInstanceKey)
			.param(id.value())
			.update();
		Row batch = this.jdbc
			.sql("select lines, process_instance_key, read_at is not null from deposit_batch where id = ? for update")
			.param(id.value())
			.query((row, number) -> new Row(row.getInt(1), row.getLong(2), row.getBoolean(3)))
			.single();
		if (batch.instance() != processInstanceKey) {
			return Optional.empty();
		}
		if (!batch.read()) {
			read(id);
		}
		return Optional.of((batch.lines() + CHUNK - 1) / CHUNK);
	}

	private void read(BatchId id) {
		List<List<String>> lines = new ArrayList<>();
		try (ZipFile archive = new ZipFile(this.archives.copy(id).orElseThrow().toFile())) {
			int read = ReadManifest.of(archive, (number, fields) -> {
				lines.add(fields);
				if (lines.size() == ROWS_AT_A_TIME) {
					store(id, number - lines.size(), lines);
				}
			});
			store(id, read - lines.size(), lines);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		this.jdbc.sql("update deposit_batch set read_at = ? where id = ?")
			.param(Timestamp.from(this.clock.instant()))
			.param(id.value())
			.update();
	}

	private void store(BatchId id, int before, List<List<String>> lines) {
		this.jdbc.sql("""
				insert into deposit_batch_line (batch_id, number, fields)
				select :batch, :before + l.number, array(select jsonb_array_elements_text(l.fields))
				from jsonb_array_elements(:lines::jsonb) with ordinality as l (fields, number)
				""").param("batch", id.value()).param("before", before).param("lines", write(lines)).update();
		lines.clear();
	}

	private String write(List<List<String>> lines) {
		try {
			return this.json.writeValueAsString(lines);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
