package io.estafette.signature;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.estafette.directory.FindEmployees;
import io.estafette.document.DocumentId;
import io.estafette.document.FindDocuments;
import io.estafette.notification.News;
import io.estafette.notification.QueueNews;
import io.estafette.organization.FindWhoToTell;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Tells the sender what became of a request to sign (D4): at once of a refusal or of a
 * time that is over, and once of all, when the last one is decided.
 */
@Component
class TellSender {

	private final QueueNews queueNews;

	private final FindWhoToTell findWhoToTell;

	private final FindEmployees findEmployees;

	private final FindDocuments findDocuments;

	private final MessageSource messages;

	private final JdbcClient jdbc;

	TellSender(QueueNews queueNews, FindWhoToTell findWhoToTell, FindEmployees findEmployees,
			FindDocuments findDocuments, MessageSource messages, JdbcClient jdbc) {
		this.queueNews = queueNews;
		this.findWhoToTell = findWhoToTell;
		this.findEmployees = findEmployees;
		this.findDocuments = findDocuments;
		this.messages = messages;
		this.jdbc = jdbc;
	}

	/** Called at the end of the transaction that writes this state. */
	void of(SignatureRequests.Row row, SignatureState state, @Nullable String reason) {
		// Of two last ones at once, the second sees the first. Before any other lock.
		this.jdbc.sql("select 1 from pg_advisory_xact_lock(hashtextextended(?, 3))")
			.param(row.source().toString())
			.query(Integer.class)
			.single();
		if (state == SignatureState.DECLINED || state == SignatureState.EXPIRED) {
			String person = this.findEmployees.byIds(List.of(row.employee())).getFirst().fullName();
			Object[] told = { person, name(row.document()), (reason != null) ? reason : "" };
			tell(row, false, (language) -> this.messages.getMessage("signature.news." + state, told, language));
		}
		if (isLast(row)) {
			tellAll(row);
		}
	}

	private boolean isLast(SignatureRequests.Row row) {
		return this.jdbc.sql("""
				select not exists (
				  select 1 from signature_request where source_id = ? and state in ('REQUESTED', 'CONSENTED'))
				""").param(row.source()).query(Boolean.class).single();
	}

	/**
	 * A campaign goes on: what is all of it today is more tomorrow. Where nobody signed,
	 * everything was told one by one.
	 */
	private void tellAll(SignatureRequests.Row row) {
		Map<SignatureState, Integer> counts = new EnumMap<>(SignatureState.class);
		this.jdbc.sql("select state, count(*) from signature_request where source_id = ? group by state")
			.param(row.source())
			.query((result) -> {
				counts.put(SignatureState.valueOf(result.getString(1)), result.getInt(2));
			});
		if (!counts.containsKey(SignatureState.SIGNED)) {
			return;
		}
		int documents = this.jdbc.sql("select count(distinct document_id) from signature_request where source_id = ?")
			.param(row.source())
			.query(Integer.class)
			.single();
		Object[] named = { name(row.document()), documents - 1 };
		tell(row, true, (language) -> {
			String what = this.messages.getMessage("signature.news." + ((documents > 1) ? "and" : "only"), named,
					language);
			String outcome = Stream
				.of(SignatureState.SIGNED, SignatureState.DECLINED, SignatureState.EXPIRED, SignatureState.CANCELLED)
				.filter(counts::containsKey)
				.map((state) -> this.messages.getMessage("signature.news.count." + state,
						new Object[] { counts.get(state) }, language))
				.collect(Collectors.joining(", "));
			return this.messages.getMessage("signature.news.ALL", new Object[] { what, outcome }, language);
		});
	}

	private void tell(SignatureRequests.Row row, boolean summary, Function<Locale, String> sentence) {
		this.findWhoToTell.of(row.node(), row.sender(), row.kind())
			.ifPresent((user) -> this.queueNews.to(user.value(),
					new News(row.kind().page(row.source()), summary, summary && row.campaign(), sentence)));
	}

	private String name(DocumentId document) {
		return this.findDocuments.byIds(List.of(document)).getFirst().name();
	}

}
