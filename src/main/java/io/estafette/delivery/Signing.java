package io.estafette.delivery;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;

import io.estafette.platform.StoredTime;
import org.jspecify.annotations.Nullable;

/**
 * What became of asking the person of a ledger line to sign it (D4); nothing at all where
 * nobody is asked, or no longer.
 *
 * @param refusal why the person does not sign it, in their words
 * @param declinedAt when the person said so
 * @param expiresAt until when it can, or could, be signed
 * @param remindedAt when the person was last reminded of what the hand-over brings to
 * sign
 */
public record Signing(@Nullable String refusal, @Nullable Instant declinedAt, @Nullable Instant expiresAt,
		@Nullable Instant remindedAt) {

	/** The columns of {@link #JOIN}. */
	public static final String COLUMNS = "signing.refusal, signing.declined_at, signing.expires_at, signing.reminded_at";

	/** Finds it for the line l of a query. */
	public static final String JOIN = """
			left join lateral (select s.reason as refusal, case s.state when 'DECLINED' then s.decided_at end as declined_at,
			  s.expires_at,
			  (select max(o.reminded_at) from signature_request o where o.hand_over_id = s.hand_over_id) as reminded_at
			  from signature_request s where s.id = l.id and s.state <> 'CANCELLED') signing on true
			""";

	/** Reads the {@link #COLUMNS} of a row. */
	public static Signing of(ResultSet row) throws SQLException {
		return new Signing(row.getString("refusal"), StoredTime.of(row, "declined_at"),
				StoredTime.of(row, "expires_at"), StoredTime.of(row, "reminded_at"));
	}

}
