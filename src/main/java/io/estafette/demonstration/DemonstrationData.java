package io.estafette.demonstration;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.UUID;

import io.estafette.organization.AuthenticateSystem;
import io.estafette.organization.BrandOption;
import io.estafette.organization.NodeKind;
import io.estafette.organization.Right;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The demonstration data of product.md section 8, exactly. Every password is
 * {@code demo}. Loaded once, in one transaction; what users change afterwards stays.
 */
@Component("demonstrationData")
@Profile("demonstration")
class DemonstrationData implements ApplicationRunner, HealthIndicator {

	private static final Logger log = LoggerFactory.getLogger(DemonstrationData.class);

	private static final String PASSWORD = "demo";

	private final JdbcClient jdbc;

	private final PasswordEncoder passwords;

	private final TransactionTemplate transaction;

	private final Clock clock;

	private volatile boolean loaded;

	DemonstrationData(JdbcClient jdbc, PasswordEncoder passwords, TransactionTemplate transaction, Clock clock) {
		this.jdbc = jdbc;
		this.passwords = passwords;
		this.transaction = transaction;
		this.clock = clock;
	}

	@Override
	public void run(ApplicationArguments arguments) {
		this.transaction.executeWithoutResult((status) -> {
			// Copies of the application that start together load it once.
			this.jdbc.sql("select 1 from pg_advisory_xact_lock(4158)").query(Integer.class).single();
			if (this.jdbc.sql("select count(*) from node").query(Integer.class).single() == 0) {
				load();
				log.info("Demonstration data loaded");
			}
		});
		this.loaded = true;
	}

	@Override
	public Health health() {
		return this.loaded ? Health.up().build() : Health.down().build();
	}

	private void load() {
		UUID horizon = node(null, null, NodeKind.BRAND, "HORIZON", "Horizon Intérim");
		UUID south = node(horizon, horizon, NodeKind.COMPANY, "HZ-SUD", "Horizon Intérim Sud");
		UUID lyon = node(horizon, south, NodeKind.AGENCY, "LYO", "Lyon");
		UUID marseille = node(horizon, south, NodeKind.AGENCY, "MRS", "Marseille");
		UUID headOffice = node(horizon, south, NodeKind.ESTABLISHMENT, "LYO-SIEGE", "Lyon Siège");
		brand(horizon, "Horizon Intérim", "horizon", "support@horizon.example", List.of(BrandOption.values()));
		clientCompany(horizon, "EU-ACIER", "Aciéries Unies", true);
		clientCompany(horizon, "EU-PAPIER", "Papeteries Unies", false);

		UUID atlas = node(null, null, NodeKind.BRAND, "ATLAS", "Atlas Conseil");
		UUID atlasFrance = node(atlas, atlas, NodeKind.COMPANY, "AT-FR", "Atlas Conseil France");
		UUID paris = node(atlas, atlasFrance, NodeKind.AGENCY, "PAR", "Paris");
		brand(atlas, "Atlas Conseil", "atlas", "support@atlas.example", List.of(BrandOption.DIFFUSION_SERVICE));

		UUID boreal = node(null, null, NodeKind.BRAND, "BOREAL", "Boréal");
		node(boreal, boreal, NodeKind.AGENCY, "LIL", "Lille");

		String password = this.passwords.encode(PASSWORD);
		grant(user("claire.martin", "Claire Martin", password, false), horizon, Right.DL, Right.DLP, Right.DLS,
				Right.D);
		grant(user("paul.bernard", "Paul Bernard", password, false), lyon, Right.DL);
		grant(user("nadia.leroy", "Nadia Leroy", password, false), paris, Right.DL, Right.DLP, Right.D);
		user("hugo.petit", "Hugo Petit", password, false);
		user("admin", "Administrateur", password, true);

		sends(system("paie-horizon", "Paie Horizon", horizon), "PAYSLIP", "CONTRACT");
		sends(system("paie-atlas", "Paie Atlas", atlas), "PAYSLIP");
		grant(system("sirh-horizon", "SIRH Horizon", horizon), horizon, Right.values());
		grant(system("sirh-atlas", "SIRH Atlas", atlas), atlas, Right.values());

		employees(horizon, lyon, 'H', 1, 40, password, 10);
		employees(horizon, marseille, 'H', 101, 25, password, 0);
		employees(horizon, headOffice, 'H', 201, 8, password, 0);
		employees(atlas, paris, 'A', 1, 30, password, 10);
	}

	private UUID node(@Nullable UUID brand, @Nullable UUID parent, NodeKind kind, String code, String name) {
		UUID id = UUID.randomUUID();
		this.jdbc.sql("insert into node (id, brand_id, parent_id, kind, code, name) values (?, ?, ?, ?, ?, ?)")
			.param(id)
			.param((brand != null) ? brand : id)
			.param(parent)
			.param(kind.name())
			.param(code)
			.param(name)
			.update();
		this.jdbc.sql("""
				insert into node_ancestor (node_id, ancestor_id, distance)
				select :id, :id, 0 union all
				select :id, ancestor_id, distance + 1 from node_ancestor where node_id = :parent::uuid
				""").param("id", id).param("parent", parent).update();
		return id;
	}

	private void brand(UUID brand, String senderName, String logo, String support, List<BrandOption> options) {
		this.jdbc.sql("update node set sender_name = ?, logo = ? where id = ?")
			.param(senderName)
			.param(logo(logo))
			.param(brand)
			.update();
		this.jdbc.sql("insert into brand_support (brand_id, address) values (?, ?)")
			.param(brand)
			.param(support)
			.update();
		options.forEach((option) -> this.jdbc.sql("insert into brand_option (brand_id, option) values (?, ?)")
			.param(brand)
			.param(option.name())
			.update());
	}

	private static byte[] logo(String name) {
		try {
			return new ClassPathResource("demonstration/" + name + ".png").getContentAsByteArray();
		}
		catch (java.io.IOException ex) {
			throw new java.io.UncheckedIOException(ex);
		}
	}

	private void clientCompany(UUID brand, String code, String name, boolean acceptsPaperless) {
		this.jdbc.sql("insert into client_company (id, brand_id, code, name, accepts_paperless) values (?, ?, ?, ?, ?)")
			.param(UUID.randomUUID())
			.param(brand)
			.param(code)
			.param(name)
			.param(acceptsPaperless)
			.update();
	}

	private UUID user(String login, String name, String password, boolean admin) {
		UUID id = UUID.randomUUID();
		this.jdbc.sql(
				"insert into actor (id, kind, login, name, email, password, admin) values (?, 'HR_USER', ?, ?, ?, ?, ?)")
			.param(id)
			.param(login)
			.param(name)
			.param(login + "@rh.example")
			.param(password)
			.param(admin)
			.update();
		return id;
	}

	private UUID system(String code, String name, UUID brand) {
		UUID id = UUID.randomUUID();
		this.jdbc.sql("insert into actor (id, kind, login, name, key_hash, brand_id) values (?, 'SYSTEM', ?, ?, ?, ?)")
			.param(id)
			.param(code)
			.param(name)
			.param(AuthenticateSystem.hash(PASSWORD + "-" + code))
			.param(brand)
			.update();
		return id;
	}

	private void grant(UUID actor, UUID node, Right... rights) {
		for (Right right : rights) {
			this.jdbc.sql("insert into access_right (actor_id, node_id, kind) values (?, ?, ?)")
				.param(actor)
				.param(node)
				.param(right.name())
				.update();
		}
	}

	private void sends(UUID system, String... kinds) {
		for (String kind : kinds) {
			this.jdbc.sql("insert into system_sends (actor_id, kind) values (?, ?)").param(system).param(kind).update();
		}
	}

	private void employees(UUID brand, UUID agency, char letter, int first, int count, String password,
			int withAccount) {
		for (int number = first; number < first + count; number++) {
			String matricule = "%c%04d".formatted(letter, number);
			DemonstrationNames.Name name = DemonstrationNames.of(letter, number);
			String email = matricule.toLowerCase() + "@salarie.example";
			UUID account = (number < first + withAccount) ? account(email, password) : null;
			this.jdbc.sql("""
					insert into employee (id, brand_id, agency_id, matricule, last_name, first_name, email, executive,
					  account_id, created_at)
					values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
					""")
				.param(UUID.randomUUID())
				.param(brand)
				.param(agency)
				.param(matricule)
				.param(name.lastName())
				.param(name.firstName())
				.param(email)
				.param(number % 2 == 1)
				.param(account)
				.param(Timestamp.from(this.clock.instant()))
				.update();
		}
	}

	private UUID account(String email, String password) {
		UUID id = UUID.randomUUID();
		this.jdbc.sql("insert into vault_account (id, login, password, created_at) values (?, ?, ?, ?)")
			.param(id)
			.param(email)
			.param(password)
			.param(Timestamp.from(this.clock.instant()))
			.update();
		return id;
	}

}
