package io.estafette.delivery;

import java.sql.Timestamp;

import io.estafette.signature.SignatureChanged;
import io.estafette.signature.SignatureState;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/**
 * Notes in the ledger how far a signature is (D1), in the transaction in which that
 * changes.
 */
@Service
class RecordSignature {

	private final JdbcClient jdbc;

	RecordSignature(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	@EventListener
	void on(SignatureChanged change) {
		if (change.state() == SignatureState.CANCELLED) {
			// The document stays, as one to read.
			this.jdbc.sql("""
					update delivery set state = case when opened_at is not null then 'OPENED'
					  when notified_at is not null then 'NOTIFIED' else 'HANDED_OVER' end
					where id = ?
					""").param(change.request()).update();
			return;
		}
		DeliveryState state = switch (change.state()) {
			case REQUESTED, CONSENTED, CANCELLED -> DeliveryState.SIGNATURE_REQUESTED;
			case SIGNED -> DeliveryState.SIGNED;
			case DECLINED -> DeliveryState.DECLINED;
			case EXPIRED -> DeliveryState.EXPIRED;
		};
		this.jdbc.sql("""
				update delivery set state = :state,
				  signed_at = case when :state = 'SIGNED' then :at::timestamptz else signed_at end
				where id = :id and state <> 'SIGNED'
				""")
			.param("state", state.name())
			.param("at", Timestamp.from(change.at()))
			.param("id", change.request())
			.update();
	}

}
