package io.estafette.tracking;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.estafette.directory.Employee;
import io.estafette.directory.EmployeeId;
import io.estafette.directory.FindEmployeeCard;
import io.estafette.organization.ActorId;
import io.estafette.platform.Refusal;
import io.estafette.platform.StoredTime;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Which mails a person got, when, and whether they arrived, the latest first: for those
 * who may see the person (O8). Never what stands in them.
 */
@Service
public class FindPersonMails {

	/** How many one page shows. */
	public static final int PAGE = 50;

	/**
	 * A mail.
	 *
	 * @param kind HAND_OVER, or what else it was about
	 * @param copy 0 for the first, more for those sent again on request
	 * @param state WAITING, SENT or FAILED
	 * @param documents how many documents it is about
	 * @param attempts how often our mail server did not take it
	 */
	public record Mail(UUID id, String kind, int copy, String state, int documents, int attempts, Instant queuedAt,
			@Nullable Instant sentAt, @Nullable Instant bouncedAt, @Nullable MailTrouble trouble) {
	}

	/**
	 * Some mails of a person.
	 *
	 * @param next where the next page begins; null on the last one
	 */
	public record Page(Employee employee, List<Mail> mails, @Nullable UUID next) {
	}

	private final FindEmployeeCard findCard;

	private final JdbcClient jdbc;

	FindPersonMails(FindEmployeeCard findCard, JdbcClient jdbc) {
		this.findCard = findCard;
		this.jdbc = jdbc;
	}

	/**
	 * The first {@link #PAGE} after a mail.
	 * @throws Refusal NOT_FOUND also for whom the reader may not see
	 */
	@Transactional(readOnly = true)
	public Page of(ActorId reader, EmployeeId id, @Nullable UUID after) {
		Employee employee = this.findCard.of(reader, id).employee();
		List<Mail> mails = this.jdbc.sql("""
				select mails.*, case kind when 'HAND_OVER' then jsonb_array_length(documents) else 0 end as lines from (
				  (select * from outgoing_mail m where m.employee_id = :employee
				    and (cast(:after as uuid) is null or (m.queued_at, m.id)
				      < (select queued_at, id from outgoing_mail where id = :after))
				    order by m.queued_at desc, m.id desc limit :limit)
				  union all
				  (select m.* from outgoing_mail m join employee e on e.id = :employee and e.account_id = m.owner_id
				    where m.employee_id is null and (cast(:after as uuid) is null or (m.queued_at, m.id)
				      < (select queued_at, id from outgoing_mail where id = :after))
				    order by m.queued_at desc, m.id desc limit :limit)
				) mails order by queued_at desc, id desc limit :limit
				""")
			.param("employee", id.value())
			.param("after", after)
			.param("limit", PAGE + 1)
			.query(FindPersonMails::map)
			.list();
		return (mails.size() <= PAGE) ? new Page(employee, mails, null)
				: new Page(employee, mails.subList(0, PAGE), mails.get(PAGE - 1).id());
	}

	private static Mail map(ResultSet row, int number) throws SQLException {
		String state = row.getString("state");
		return new Mail(row.getObject("id", UUID.class), row.getString("kind"), row.getInt("copy"), state,
				row.getInt("lines"), row.getInt("attempts"), row.getTimestamp("queued_at").toInstant(),
				StoredTime.of(row, "sent_at"), StoredTime.of(row, "bounced_at"),
				"FAILED".equals(state) ? MailTrouble.of(row.getString("last_error")) : null);
	}

}
