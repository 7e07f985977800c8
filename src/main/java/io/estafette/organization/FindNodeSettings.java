package io.estafette.organization;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** One node with everything that an administrator can change (O1-O3, O7). */
@Service
public class FindNodeSettings {

	/**
	 * The settings.
	 *
	 * @param path from the brand down to the parent
	 * @param senderName its own; null when inherited
	 * @param shownSenderName its own or the inherited one
	 * @param ownLogo whether it has a logo of its own
	 * @param logo whether it shows one, its own or an inherited one
	 * @param supportAddress the brand's own; null for the platform's, and for other nodes
	 * @param options what is switched on, for a brand
	 */
	public record Settings(Node node, List<Node> path, List<Node> children, @Nullable String senderName,
			String shownSenderName, boolean ownLogo, boolean logo, @Nullable String supportAddress,
			Set<BrandOption> options, List<ClientCompany> clientCompanies) {
	}

	/** A company for which temporary workers work (C5). */
	public record ClientCompany(String code, String name, boolean acceptsPaperless) {
	}

	private final AdminAccess access;

	private final FindNode findNode;

	private final FindBranding findBranding;

	private final FindLogo findLogo;

	private final JdbcClient jdbc;

	FindNodeSettings(AdminAccess access, FindNode findNode, FindBranding findBranding, FindLogo findLogo,
			JdbcClient jdbc) {
		this.access = access;
		this.findNode = findNode;
		this.findBranding = findBranding;
		this.findLogo = findLogo;
		this.jdbc = jdbc;
	}

	/**
	 * The settings of this node.
	 * @throws Refusal NOT_FOUND for who is no administrator, and when there is no such
	 * node
	 */
	public Settings of(ActorId admin, NodeId id) {
		this.access.require(admin);
		Node node = this.findNode.byId(id).orElseThrow(Refusal::notFound);
		Own own = this.jdbc.sql("""
				select n.sender_name, n.logo is not null, s.address
				from node n left join brand_support s on s.brand_id = n.id where n.id = ?
				""")
			.param(id.value())
			.query((row, number) -> new Own(row.getString(1), row.getBoolean(2), row.getString(3)))
			.single();
		return new Settings(node, nodes("""
				select n.* from node_ancestor a join node n on n.id = a.ancestor_id
				where a.node_id = ? and a.distance > 0 order by a.distance desc
				""", id), nodes("select * from node where parent_id = ? order by kind desc, name, code", id),
				own.senderName(), this.findBranding.of(id).senderName(), own.logo(), this.findLogo.of(id).isPresent(),
				own.supportAddress(), options(id), clientCompanies(id));
	}

	private List<Node> nodes(String query, NodeId id) {
		return this.jdbc.sql(query).param(id.value()).query(NodeRows::map).list();
	}

	private Set<BrandOption> options(NodeId id) {
		Set<BrandOption> options = EnumSet.noneOf(BrandOption.class);
		this.jdbc.sql("select option from brand_option where brand_id = ?")
			.param(id.value())
			.query(String.class)
			.list()
			.forEach((option) -> options.add(BrandOption.valueOf(option)));
		return options;
	}

	private List<ClientCompany> clientCompanies(NodeId id) {
		return this.jdbc
			.sql("select code, name, accepts_paperless from client_company where brand_id = ? order by name, code")
			.param(id.value())
			.query((row, number) -> new ClientCompany(row.getString(1), row.getString(2), row.getBoolean(3)))
			.list();
	}

	private record Own(@Nullable String senderName, boolean logo, @Nullable String supportAddress) {
	}

}
