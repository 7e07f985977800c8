package io.estafette.organization;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import javax.imageio.ImageIO;

import io.estafette.local.WithDatabase;
import io.estafette.platform.Refusal;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.transaction.annotation.Transactional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What an administrator changes takes effect at once (O1-O4, O6, O7). */
@SpringBootTest(properties = "estafette.mail.connections=0")
@ActiveProfiles("demonstration")
@WithDatabase
@Transactional
class AdministrationTests {

	@Autowired
	private CreateNode createNode;

	@Autowired
	private ChangeNode changeNode;

	@Autowired
	private ChangeLogo changeLogo;

	@Autowired
	private SwitchOptions switchOptions;

	@Autowired
	private SaveClientCompany saveClientCompany;

	@Autowired
	private CreateHrUser createHrUser;

	@Autowired
	private CreateSystem createSystem;

	@Autowired
	private ChangeActor changeActor;

	@Autowired
	private ChangeRights changeRights;

	@Autowired
	private RenewSecret renewSecret;

	@Autowired
	private FindBrands findBrands;

	@Autowired
	private FindNodeSettings findNodeSettings;

	@Autowired
	private FindActors findActors;

	@Autowired
	private FindActorSettings findActorSettings;

	@Autowired
	private FindEmitters findEmitters;

	@Autowired
	private FindBranding findBranding;

	@Autowired
	private FindLogo findLogo;

	@Autowired
	private FindActor findActor;

	@Autowired
	private AuthenticateSystem authenticateSystem;

	@Autowired
	private HrUserDetailsService logins;

	@Autowired
	private PasswordEncoder passwords;

	@Autowired
	private JdbcClient jdbc;

	@Test
	void aNewBrandIsBuiltDownToAnAgencyFromWhichAUserSends() {
		NodeId brand = this.createNode.of(admin(), null, NodeKind.BRAND, "neuve", " Marque\nneuve ");
		NodeId company = this.createNode.of(admin(), brand, NodeKind.COMPANY, "NV-1", "Société");
		NodeId agency = this.createNode.of(admin(), company, NodeKind.AGENCY, "NV-2", "Agence");
		this.createNode.of(admin(), brand, NodeKind.ESTABLISHMENT, "NV-3", "Siège");
		CreateHrUser.Created user = this.createHrUser.of(admin(), "lea.roux", "Léa Roux", "lea.roux@rh.example");
		this.changeRights.of(admin(), user.id(), brand, Set.of(Right.DL));
		assertThat(this.findEmitters.of(user.id())).as("the service of a new brand is off").isEmpty();
		this.switchOptions.of(admin(), brand, Set.of(BrandOption.DIFFUSION_SERVICE));
		assertThat(this.findEmitters.of(user.id())).extracting((emitter) -> emitter.node().code())
			.containsExactly("NV-2", "NV-3");
		this.changeRights.of(admin(), user.id(), brand, Set.of());
		this.changeRights.of(admin(), user.id(), agency, Set.of(Right.DLP));
		assertThat(this.findEmitters.of(user.id())).singleElement()
			.satisfies((emitter) -> assertThat(emitter.rights()).containsExactly(Right.DLP));
		assertThat(this.findBrands.of(admin())).filteredOn((line) -> line.node().id().equals(brand))
			.singleElement()
			.satisfies((line) -> {
				assertThat(line.node().name()).isEqualTo("Marque neuve");
				assertThat(line.node().code()).isEqualTo("NEUVE");
				assertThat(line.nodes()).isEqualTo(3);
				assertThat(line.serviceOn()).isTrue();
			});
		assertThat(this.findNodeSettings.of(admin(), agency).path()).extracting(Node::code)
			.containsExactly("NEUVE", "NV-1");
	}

	@ParameterizedTest
	@CsvSource({ "LYO, AGENCY, HZ-SUD, NODE_CODE_TAKEN", "X, AGENCY, HZ-SUD, ADMIN_CODE_INVALID",
			"A_B, AGENCY, HZ-SUD, ADMIN_CODE_INVALID", "NV-9, COMPANY, HZ-SUD, NODE_KIND_MISPLACED",
			"NV-9, AGENCY, LYO, NODE_KIND_MISPLACED", "NV-9, BRAND, HORIZON, NODE_KIND_MISPLACED" })
	void aNodeThatDoesNotFitIsRefused(String code, NodeKind kind, String parent, String problem) {
		refused(problem, () -> this.createNode.of(admin(), node(parent), kind, code, "Nom"));
	}

	@Test
	void aBrandsCodeIsUniqueAndAnAgencysOnlyInItsBrand() {
		refused("NODE_CODE_TAKEN", () -> this.createNode.of(admin(), null, NodeKind.BRAND, "ATLAS", "Autre"));
		refused("NODE_KIND_MISPLACED", () -> this.createNode.of(admin(), null, NodeKind.AGENCY, "NV-8", "Autre"));
		this.createNode.of(admin(), node("AT-FR"), NodeKind.AGENCY, "LYO", "Lyon aussi");
	}

	@Test
	void whatANodeLacksComesFromAbove() throws IOException {
		NodeId company = node("HZ-SUD");
		this.changeNode.of(admin(), company, "Horizon Sud", "Horizon du Sud", "");
		assertThat(this.findBranding.of(node("LYO")).senderName()).isEqualTo("Horizon du Sud");
		this.changeNode.of(admin(), node("LYO"), "Lyon", "Agence de Lyon", "ignored@example.org");
		assertThat(this.findBranding.of(node("LYO")).senderName()).isEqualTo("Agence de Lyon");
		assertThat(this.findBranding.of(node("LYO")).supportAddress()).isEqualTo("support@horizon.example");
		this.changeNode.of(admin(), node("LYO"), "Lyon", " ", "");
		assertThat(this.findBranding.of(node("LYO")).senderName()).isEqualTo("Horizon du Sud");
		this.changeNode.of(admin(), node("HORIZON"), "Horizon Intérim", "", "aide@horizon.example");
		assertThat(this.findBranding.of(node("LYO")).supportAddress()).isEqualTo("aide@horizon.example");
		refused("ADMIN_MAIL_INVALID", () -> this.changeNode.of(admin(), node("HORIZON"), "Horizon", "", "<script>@x"));
		refused("ADMIN_NAME_INVALID", () -> this.changeNode.of(admin(), node("LYO"), " \n ", "", ""));
		refused("ADMIN_NAME_INVALID", () -> this.changeNode.of(admin(), node("LYO"), "x".repeat(121), "", ""));

		byte[] ofBrand = this.findLogo.of(node("LYO")).orElseThrow();
		this.changeLogo.of(admin(), company, Optional.of(picture("jpg", 300, 80)));
		byte[] ofCompany = this.findLogo.of(node("LYO")).orElseThrow();
		assertThat(ofCompany).isNotEqualTo(ofBrand).startsWith(0x89, 'P', 'N', 'G');
		assertThat(this.findNodeSettings.of(admin(), node("LYO"))).satisfies((settings) -> {
			assertThat(settings.ownLogo()).isFalse();
			assertThat(settings.logo()).isTrue();
		});
		this.changeLogo.of(admin(), company, Optional.empty());
		assertThat(this.findLogo.of(node("LYO")).orElseThrow()).isEqualTo(ofBrand);
	}

	@Test
	void aLogoThatIsNoSmallPictureIsRefused() throws IOException {
		refused("LOGO_NOT_A_PICTURE", () -> this.changeLogo.of(admin(), node("LYO"), Optional.of("<svg/>".getBytes())));
		refused("LOGO_NOT_A_PICTURE",
				() -> this.changeLogo.of(admin(), node("LYO"), Optional.of(picture("gif", 10, 10))));
		refused("LOGO_NOT_A_PICTURE",
				() -> this.changeLogo.of(admin(), node("LYO"), Optional.of(Arrays.copyOf(picture("png", 50, 50), 60))));
		refused("LOGO_TOO_LARGE",
				() -> this.changeLogo.of(admin(), node("LYO"), Optional.of(picture("png", 2_001, 10))));
		refused("LOGO_NOT_A_PICTURE", () -> this.changeLogo.of(admin(), node("LYO"), Optional.of(new byte[0])));
		refused("LOGO_TOO_LARGE", () -> this.changeLogo.of(admin(), node("LYO"), Optional.of(new byte[200_001])));
	}

	@Test
	void optionsAreSwitchedAsAWhole() {
		this.switchOptions.of(admin(), node("ATLAS"), EnumSet.of(BrandOption.SIGNED_DIFFUSION));
		assertThat(this.findEmitters.of(actor("nadia.leroy"))).as("the service is off").isEmpty();
		assertThat(this.findNodeSettings.of(admin(), node("ATLAS")).options())
			.containsExactly(BrandOption.SIGNED_DIFFUSION);
		refused("NOT_FOUND", () -> this.switchOptions.of(admin(), node("LYO"), Set.of()));
	}

	@Test
	void aSystemsKeyWorksUntilItIsRenewedOrTheSystemIsStopped() {
		CreateSystem.Created system = this.createSystem.of(admin(), node("ATLAS"), "sirh-neuf", "SIRH neuf",
				Set.of(PayrollDocument.PAYSLIP));
		assertThat(system.key()).hasSize(43);
		assertThat(system).asString().doesNotContain(system.key());
		assertThat(this.authenticateSystem.byKey(system.key())).isPresent();
		String renewed = this.renewSecret.of(admin(), system.id());
		assertThat(this.authenticateSystem.byKey(system.key())).isEmpty();
		assertThat(this.authenticateSystem.byKey(renewed)).isPresent();
		this.changeActor.of(admin(), system.id(), "SIRH", "", Set.of(PayrollDocument.CONTRACT), false);
		assertThat(this.authenticateSystem.byKey(renewed)).isEmpty();
		assertThat(this.findActorSettings.of(admin(), Actor.Kind.SYSTEM, system.id()).sends())
			.containsExactly(PayrollDocument.CONTRACT);
		assertThat(this.jdbc.sql("select count(*) from actor where row_to_json(actor)::text like ?")
			.param("%" + renewed + "%")
			.query(Integer.class)
			.single()).isZero();
		refused("NOT_FOUND", () -> this.changeRights.of(admin(), system.id(), node("LYO"), Set.of(Right.DL)));
		this.changeRights.of(admin(), system.id(), node("PAR"), Set.of(Right.DL, Right.D));
		assertThat(this.findActorSettings.of(admin(), Actor.Kind.SYSTEM, system.id())).satisfies((settings) -> {
			assertThat(settings.rights()).singleElement()
				.satisfies((held) -> assertThat(held.rights()).containsExactly(Right.DL, Right.D));
			assertThat(settings.nodes()).extracting((place) -> place.node().code())
				.containsExactly("ATLAS", "AT-FR", "PAR");
		});
	}

	@Test
	void aUserSignsInWithTheNewPasswordAndNoMoreOnceDeactivated() {
		CreateHrUser.Created user = this.createHrUser.of(admin(), "Max.Petit", "Max Petit", "max@rh.example");
		UserDetails login = this.logins.loadUserByUsername("max.petit");
		assertThat(this.passwords.matches(user.password(), login.getPassword())).isTrue();
		String renewed = this.renewSecret.of(admin(), user.id());
		assertThat(this.passwords.matches(renewed, this.logins.loadUserByUsername("max.petit").getPassword())).isTrue();
		this.changeRights.of(admin(), user.id(), node("LYO"), Set.of(Right.DL));
		this.changeActor.of(admin(), user.id(), "Max Petit", "max@rh.example", Set.of(), false);
		assertThat(this.findEmitters.of(user.id())).isEmpty();
		assertThatExceptionOfType(UsernameNotFoundException.class)
			.isThrownBy(() -> this.logins.loadUserByUsername("max.petit"));
		this.changeActor.of(admin(), user.id(), "Max Petit", "max@rh.example", Set.of(), true);
		assertThat(this.findEmitters.of(user.id())).hasSize(1);
		refused("ADMIN_LOGIN_TAKEN", () -> this.createHrUser.of(admin(), "max.petit", "Autre", "a@rh.example"));
		refused("ADMIN_LOGIN_INVALID", () -> this.createHrUser.of(admin(), "max petit", "Autre", "a@rh.example"));
		refused("ADMIN_SELF_DEACTIVATION",
				() -> this.changeActor.of(admin(), admin(), "Admin", "admin@rh.example", Set.of(), false));
	}

	@Test
	void peopleAreFoundByAnyPartOfTheirName() {
		assertThat(this.findActors.of(admin(), Actor.Kind.HR_USER, "MARTIN")).extracting(FindActors.Line::login)
			.containsExactly("claire.martin");
		assertThat(this.findActors.of(admin(), Actor.Kind.HR_USER, "%")).isEmpty();
		assertThat(this.findActors.of(admin(), Actor.Kind.SYSTEM, "")).extracting(FindActors.Line::login)
			.contains("paie-horizon", "sirh-atlas")
			.doesNotContain("claire.martin");
	}

	@Test
	void aClientCompanyIsSavedUnderItsCode() {
		this.saveClientCompany.of(admin(), node("HORIZON"), "eu-acier", "Acier et fils", false);
		assertThat(this.findNodeSettings.of(admin(), node("HORIZON")).clientCompanies())
			.contains(new FindNodeSettings.ClientCompany("EU-ACIER", "Acier et fils", false))
			.hasSize(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "claire.martin", "hugo.petit", "sirh-horizon" })
	void forAnybodyElseThereIsNoAdministration(String login) {
		ActorId actor = actor(login);
		List.<ThrowingCallable>of(() -> this.findBrands.of(actor), () -> this.findNodeSettings.of(actor, node("LYO")),
				() -> this.createNode.of(actor, null, NodeKind.BRAND, "NV-1", "Nom"),
				() -> this.changeNode.of(actor, node("LYO"), "Nom", "", ""),
				() -> this.changeLogo.of(actor, node("LYO"), Optional.empty()),
				() -> this.switchOptions.of(actor, node("HORIZON"), Set.of()),
				() -> this.saveClientCompany.of(actor, node("HORIZON"), "EU-1", "Nom", true),
				() -> this.createHrUser.of(actor, "nom", "Nom", "nom@rh.example"),
				() -> this.createSystem.of(actor, node("HORIZON"), "nom", "Nom", Set.of()),
				() -> this.changeActor.of(actor, actor, "Nom", "nom@rh.example", Set.of(), true),
				() -> this.changeRights.of(actor, actor, node("HORIZON"), Set.of(Right.D)),
				() -> this.renewSecret.of(actor, actor("claire.martin")),
				() -> this.findActors.of(actor, Actor.Kind.HR_USER, ""),
				() -> this.findActorSettings.of(actor, Actor.Kind.HR_USER, actor("claire.martin")))
			.forEach((attempt) -> refused("NOT_FOUND", attempt));
	}

	private static byte[] picture(String format, int width, int height) throws IOException {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		assertThat(ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), format, bytes)).isTrue();
		return bytes.toByteArray();
	}

	private static void refused(String code, ThrowingCallable attempt) {
		assertThatExceptionOfType(Refusal.class).isThrownBy(attempt)
			.satisfies((refusal) -> assertThat(refusal.code()).isEqualTo(code));
	}

	private ActorId admin() {
		return actor("admin");
	}

	private ActorId actor(String login) {
		return this.findActor.byLogin(login).orElseThrow().id();
	}

	private NodeId node(String code) {
		return new NodeId(this.jdbc.sql("select id from node where code = ?").param(code).query(UUID.class).single());
	}

}
