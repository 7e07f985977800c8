package io.estafette.tracking;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.estafette.delivery.DeliveryState;
import io.estafette.diffusion.FreeDiffusionId;
import io.estafette.diffusion.FreeDiffusionOrigin;
import io.estafette.diffusion.FreeDiffusionState;
import io.estafette.document.DocumentType;
import io.estafette.organization.ActorId;
import io.estafette.platform.Refusal;
import io.estafette.platform.StoredTime;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** One free diffusion that was sent, as a whole (F9, F11, O8). */
@Service
public class FindSend {

	/**
	 * What was sent.
	 *
	 * @param refusal the code of why nothing was sent
	 * @param retriedBy who asked for the latest retry, if there was one
	 * @param processInstance the key of the process instance that looks, or looked, after
	 * it; null until one does
	 * @param counts deliveries by state; states without any are left out
	 */
	public record Send(FreeDiffusionId id, FreeDiffusionState state, FreeDiffusionOrigin origin, String sender,
			String emitter, Instant sentAt, @Nullable Instant endedAt, @Nullable String refusal,
			@Nullable String retriedBy, @Nullable Instant retriedAt, @Nullable Long processInstance, int recipients,
			List<SentDocument> documents, Map<DeliveryState, Integer> counts) {

		/** Whether something may still change by itself. */
		public boolean isRunning() {
			return this.state == FreeDiffusionState.RUNNING;
		}

		/** Deliveries that reached a vault. */
		public int done() {
			return total() - count(DeliveryState.PREPARING) - failed();
		}

		/** Deliveries that did not reach a vault and can be tried again. */
		public int failed() {
			return count(DeliveryState.FAILED);
		}

		/** Deliveries that were signed. */
		public int signed() {
			return count(DeliveryState.SIGNED);
		}

		/** Recipients times documents, also before the lines are written. */
		public int total() {
			return Math.max(this.recipients * this.documents.size(),
					this.counts.values().stream().mapToInt(Integer::intValue).sum());
		}

		/** From 0 to 100. */
		public int percent() {
			int counted = this.counts.values().stream().mapToInt(Integer::intValue).sum();
			return (counted == 0) ? 0 : (int) (100L * (counted - count(DeliveryState.PREPARING)) / total());
		}

		private int count(DeliveryState state) {
			return this.counts.getOrDefault(state, 0);
		}

	}

	/**
	 * One of its documents.
	 *
	 * @param size in bytes, as uploaded
	 * @param ready whether what people receive exists: a protected document only once it
	 * is sealed
	 */
	public record SentDocument(UUID id, String name, String fileName, DocumentType type, long size, int pages,
			boolean ready) {
	}

	private final JdbcClient jdbc;

	private final RequireSend requireSend;

	FindSend(JdbcClient jdbc, RequireSend requireSend) {
		this.jdbc = jdbc;
		this.requireSend = requireSend;
	}

	/**
	 * The free diffusion as it is now.
	 * @throws Refusal NOT_FOUND for drafts, and for what the reader may not see
	 */
	@Transactional(readOnly = true)
	public Send of(FreeDiffusionId id, ActorId reader) {
		this.requireSend.of(id, reader);
		return this.jdbc.sql("""
				select f.*, a.name as sender, n.name as emitter, r.name as retrier,
				  (select count(*) from free_diffusion_recipient p where p.diffusion_id = f.id) as recipients
				from free_diffusion f
				join actor a on a.id = f.sender_id
				join node n on n.id = f.emitter_id
				left join actor r on r.id = f.retried_by
				where f.id = ?
				""").param(id.value()).query((row, number) -> {
			long instance = row.getLong("process_instance_key");
			boolean claimed = !row.wasNull();
			return new Send(id, FreeDiffusionState.valueOf(row.getString("state")),
					FreeDiffusionOrigin.valueOf(row.getString("origin")), row.getString("sender"),
					row.getString("emitter"), row.getTimestamp("sent_at").toInstant(), StoredTime.of(row, "ended_at"),
					row.getString("refusal"), row.getString("retrier"), StoredTime.of(row, "retried_at"),
					claimed ? instance : null, row.getInt("recipients"), documents(id), counts(id));
		}).single();
	}

	private List<SentDocument> documents(FreeDiffusionId id) {
		return this.jdbc.sql("""
				select d.id, d.name, d.file_name, d.type, d.size, d.pages,
				  d.type = 'SIMPLE' or d.delivered_sha256 is not null as ready
				from free_diffusion_document f join document d on d.id = f.document_id
				where f.diffusion_id = ? order by f.position, d.id
				""")
			.param(id.value())
			.query((row, number) -> new SentDocument(row.getObject("id", UUID.class), row.getString("name"),
					row.getString("file_name"), DocumentType.valueOf(row.getString("type")), row.getLong("size"),
					row.getInt("pages"), row.getBoolean("ready")))
			.list();
	}

	private Map<DeliveryState, Integer> counts(FreeDiffusionId id) {
		Map<DeliveryState, Integer> counts = new EnumMap<>(DeliveryState.class);
		this.jdbc.sql("select state, count(*) from delivery where source_id = ? group by state")
			.param(id.value())
			.query((row) -> {
				counts.put(DeliveryState.valueOf(row.getString(1)), row.getInt(2));
			});
		return counts;
	}

}
