package io.estafette.organization;

import java.util.List;
import java.util.UUID;

import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** HR users or systems, for the administration (O4). */
@Service
public class FindActors {

	/** How many at most; a search finds the others. */
	public static final int MOST = 200;

	private static final int LONGEST_SEARCH = 100;

	/**
	 * One of them.
	 *
	 * @param brand the brand of a system
	 * @param rights how many rights on how many nodes they hold
	 */
	public record Line(ActorId id, String login, String name, @Nullable String email, @Nullable String brand,
			boolean admin, boolean active, int rights) {
	}

	private final AdminAccess access;

	private final JdbcClient jdbc;

	FindActors(AdminAccess access, JdbcClient jdbc) {
		this.access = access;
		this.jdbc = jdbc;
	}

	/**
	 * The first {@link #MOST} by name in whose name, login or address the search is
	 * found.
	 * @throws Refusal NOT_FOUND for who is no administrator
	 */
	public List<Line> of(ActorId admin, Actor.Kind kind, String search) {
		this.access.require(admin);
		String pattern = search.substring(0, Math.min(search.length(), LONGEST_SEARCH))
			.replace("\0", "")
			.strip()
			.replace("\\", "\\\\")
			.replace("%", "\\%")
			.replace("_", "\\_");
		return this.jdbc.sql("""
				select a.*, n.name as brand, (select count(*) from access_right r where r.actor_id = a.id) as rights
				from actor a left join node n on n.id = a.brand_id
				where a.kind = :kind
				and searchable(a.name || ' ' || a.login || ' ' || coalesce(a.email, '')) like searchable(:pattern)
				order by not a.active, a.name, a.login limit :most
				""")
			.param("kind", kind.name())
			.param("pattern", "%" + pattern + "%")
			.param("most", MOST)
			.query((row, number) -> new Line(new ActorId(row.getObject("id", UUID.class)), row.getString("login"),
					row.getString("name"), row.getString("email"), row.getString("brand"), row.getBoolean("admin"),
					row.getBoolean("active"), row.getInt("rights")))
			.list();
	}

}
