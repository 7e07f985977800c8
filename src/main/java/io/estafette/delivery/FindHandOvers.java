package io.estafette.delivery;

import java.util.List;
import java.util.UUID;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** The hand-overs of one chunk of a large source. */
@Service
public class FindHandOvers {

	private final JdbcClient jdbc;

	FindHandOvers(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Those with ordinals from {@code first} (inclusive), at most {@code count}. */
	public List<HandOverId> of(UUID source, int first, int count) {
		return this.jdbc.sql("""
				select id from hand_over where source_id = ? and ordinal >= ? and ordinal < ? order by ordinal
				""")
			.param(source)
			.param(first)
			.param(first + count)
			.query((row, number) -> new HandOverId(row.getObject(1, UUID.class)))
			.list();
	}

}
