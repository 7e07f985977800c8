package io.estafette.tracking;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

import io.estafette.delivery.DeliveryState;
import io.estafette.diffusion.FreeDiffusionId;
import io.estafette.organization.ActorId;
import io.estafette.platform.Refusal;
import io.estafette.platform.StoredTime;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The people of one free diffusion with the states of their documents (F9, F11). */
@Service
public class FindSendPeople {

	/** How many people one page shows. */
	public static final int PAGE = 50;

	/** What the people can be sorted by. */
	public enum Sort {

		NAME("h.ordinal"), MATRICULE("(searchable(e.matricule) collate \"C\")"),
		DATE("coalesce(h.handed_over_at, h.created_at)"),

		/** What is furthest from its end first. */
		STATE("""
				(select min(array_position(array['FAILED', 'PREPARING', 'DECLINED', 'EXPIRED', 'SIGNATURE_REQUESTED',
				  'HANDED_OVER', 'NOTIFIED', 'OPENED', 'SIGNED'], s.state)) from delivery s where s.hand_over_id = h.id)
				"""),

		/** Mails that failed first, people without a mail last. */
		MAIL("""
				coalesce((select array_position(array['FAILED', 'WAITING', 'SENT'], o.state) from outgoing_mail o
				  where o.hand_over_id = h.id order by o.copy desc limit 1), 4)
				""");

		private final String key;

		Sort(String key) {
			this.key = key;
		}

	}

	/**
	 * What is looked for.
	 *
	 * @param search words that are all found in the name or matricule
	 * @param state only people with a document in this state
	 */
	public record Query(String search, @Nullable DeliveryState state, Sort sort, boolean descending) {

		/** Everybody, by name. */
		public static Query all() {
			return new Query("", null, Sort.NAME, false);
		}

	}

	/**
	 * Some people.
	 *
	 * @param next the ordinal after which the next page begins; null on the last one
	 */
	public record Page(List<Person> people, @Nullable Integer next) {
	}

	/**
	 * One person.
	 *
	 * @param mail WAITING, SENT or FAILED: how far the latest mail is; null when there is
	 * none yet
	 * @param mailError the code of why the mail server did not take it
	 * @param mailAt when it was last sent
	 * @param deliveredAt when the first of the documents was handed over
	 * @param hasAccount whether the person has opened a vault
	 */
	public record Person(UUID handOver, int ordinal, String name, String matricule, @Nullable String mail,
			@Nullable String mailError, @Nullable Instant mailAt, @Nullable Instant deliveredAt, boolean hasAccount,
			List<Item> items) {

		/** Why a failed mail did not arrive. */
		public MailTrouble mailTrouble() {
			return MailTrouble.of(this.mailError);
		}

	}

	/**
	 * One document of that person.
	 *
	 * @param refusal why the person does not sign it, in their words
	 * @param signatureExpiresAt until when it can, or could, be signed
	 * @param remindedAt when the person was last reminded to sign
	 */
	public record Item(UUID delivery, String document, DeliveryState state, @Nullable String reason,
			@Nullable Instant deliveredAt, @Nullable Instant openedAt, @Nullable Instant signedAt,
			@Nullable String refusal, @Nullable Instant signatureExpiresAt, @Nullable Instant remindedAt) {
	}

	private final JdbcClient jdbc;

	private final RequireSend requireSend;

	FindSendPeople(JdbcClient jdbc, RequireSend requireSend) {
		this.jdbc = jdbc;
		this.requireSend = requireSend;
	}

	/**
	 * The first {@link #PAGE} people after the one with this ordinal.
	 * @param after null for the first page
	 * @throws Refusal NOT_FOUND for what the reader may not see
	 */
	@Transactional(readOnly = true)
	public Page of(FreeDiffusionId id, ActorId reader, Query query, @Nullable Integer after) {
		this.requireSend.of(id, reader);
		StringBuilder conditions = new StringBuilder();
		Map<String, Object> values = new HashMap<>();
		if (after != null) {
			Optional<Object> key = key(id, query.sort(), after);
			if (key.isEmpty()) {
				return new Page(List.of(), null);
			}
			conditions.append(" and (%s, h.ordinal) %s (:key, :after)".formatted(query.sort().key,
					query.descending() ? "<" : ">"));
			values.put("key", key.get());
			values.put("after", after);
		}
		if (query.state() != null) {
			conditions
				.append(" and exists (select 1 from delivery s where s.hand_over_id = h.id and s.state = :state)");
			values.put("state", query.state().name());
		}
		for (String pattern : SearchWords.patterns(query.search())) {
			String name = "word" + values.size();
			conditions.append(" and e.search like searchable(:").append(name).append(")");
			values.put(name, pattern);
		}
		String direction = query.descending() ? " desc" : "";
		Map<UUID, Person> people = new LinkedHashMap<>();
		this.jdbc.sql("""
				select p.*, d.id as delivery, doc.name as document, d.state, d.reason, d.handed_over_at, d.opened_at,
				  d.signed_at, s.reason as refusal, s.expires_at, (select max(o.reminded_at) from signature_request o
				    where o.hand_over_id = s.hand_over_id) as reminded_at,
				  m.state as mail, m.last_error, m.sent_at
				from (
				  select h.id, h.ordinal, h.handed_over_at as person_at, e.first_name, e.last_name, e.matricule,
				    e.account_id is not null as account, %2$s as sorted
				  from hand_over h join employee e on e.id = h.employee_id
				  where h.source_id = :source %1$s
				  order by sorted %3$s, h.ordinal %3$s limit :limit
				) p
				left join lateral (select o.state, o.last_error, o.sent_at from outgoing_mail o
				  where o.hand_over_id = p.id order by o.copy desc limit 1) m on true
				join delivery d on d.hand_over_id = p.id
				join document doc on doc.id = d.document_id
				left join signature_request s on s.id = d.id and s.state <> 'CANCELLED'
				order by p.sorted %3$s, p.ordinal %3$s, d.position
				""".formatted(conditions, query.sort().key, direction))
			.params(values)
			.param("source", id.value())
			.param("limit", PAGE + 1)
			.query((row) -> {
				UUID handOver = row.getObject("id", UUID.class);
				Person person = people.get(handOver);
				if (person == null) {
					person = new Person(handOver, row.getInt("ordinal"),
							row.getString("last_name") + " " + row.getString("first_name"), row.getString("matricule"),
							row.getString("mail"), row.getString("last_error"), StoredTime.of(row, "sent_at"),
							StoredTime.of(row, "person_at"), row.getBoolean("account"), new ArrayList<>());
					people.put(handOver, person);
				}
				person.items()
					.add(new Item(row.getObject("delivery", UUID.class), row.getString("document"),
							DeliveryState.valueOf(row.getString("state")), row.getString("reason"),
							StoredTime.of(row, "handed_over_at"), StoredTime.of(row, "opened_at"),
							StoredTime.of(row, "signed_at"), row.getString("refusal"), StoredTime.of(row, "expires_at"),
							StoredTime.of(row, "reminded_at")));
			});
		List<Person> found = List.copyOf(people.values());
		return (found.size() <= PAGE) ? new Page(found, null)
				: new Page(found.subList(0, PAGE), found.get(PAGE - 1).ordinal());
	}

	/** What the person where the last page ended is sorted by. */
	private Optional<Object> key(FreeDiffusionId id, Sort sort, int ordinal) {
		return this.jdbc.sql("select " + sort.key
				+ " from hand_over h join employee e on e.id = h.employee_id where h.source_id = ? and h.ordinal = ?")
			.param(id.value())
			.param(ordinal)
			.query((row, number) -> row.getObject(1))
			.optional();
	}

}
