package io.estafette.directory;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.estafette.directory.FindEmployeeImport.Outcome;
import io.estafette.directory.FindEmployeeImport.State;
import io.estafette.local.WithDatabase;
import io.estafette.organization.ActorId;
import io.estafette.organization.FindActor;
import io.estafette.organization.NodeId;
import io.estafette.platform.Refusal;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.ActiveProfiles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

/** Files of employees: what each line becomes, and what becomes of bad files. */
@SpringBootTest(properties = "estafette.mail.connections=0")
@ActiveProfiles("demonstration")
@WithDatabase
class ImportEmployeesTests {

	private static final String HEADER = "matricule;last_name;first_name;email;agency;executive;language\n";

	@Autowired
	private CheckEmployeeImport check;

	@Autowired
	private ConfirmEmployeeImport confirm;

	@Autowired
	private WriteEmployeeImports write;

	@Autowired
	private FindEmployeeImport find;

	@Autowired
	private FindImportLines findLines;

	@Autowired
	private FindActor findActor;

	@Autowired
	private JdbcClient jdbc;

	@TempDir
	private Path folder;

	@Test
	void everyLineIsToldItsOutcomeAndBadLinesStopNoGoodOnes() throws IOException {
		EmployeeImportId id = checked(HEADER + """
				I0001;Éluard;Zoé;i0001@salarie.example;LYO;oui;en
				I0002;Aragon;Louis;i0002@salarie.example;NOWHERE;;
				I0003;Desnos;Robert;no address;LYO;;
				I0001;Éluard;Zoé;i0001@salarie.example;LYO;oui;en
				I 4;Char;René;i0004@salarie.example;LYO;;
				I0005;Ponge;Francis;i0005@salarie.example;PAR;;
				I0006;Michaux;Henri
				I0007;Prévert;Jacques;i0007@salarie.example;mrs;peut-être;
				I0008;Queneau;Raymond;i0008@salarie.example;mrs;;
				""");
		assertThat(report(id)).containsExactly(tuple(2, Outcome.CREATED, null), tuple(3, Outcome.REFUSED, "AGENCY"),
				tuple(4, Outcome.REFUSED, "EMAIL"), tuple(5, Outcome.REFUSED, "TWICE"),
				tuple(6, Outcome.REFUSED, "MATRICULE"), tuple(7, Outcome.REFUSED, "AGENCY"),
				tuple(8, Outcome.REFUSED, "COLUMNS"), tuple(9, Outcome.REFUSED, "EXECUTIVE"),
				tuple(10, Outcome.CREATED, null));
		assertThat(employees("I%")).isEmpty();

		this.write.now();
		assertThat(employees("I%")).as("not confirmed yet").isEmpty();
		confirmAndWrite(id);
		assertThat(this.find.of(admin(), id).state()).isEqualTo(State.DONE);
		assertThat(employees("I%")).containsExactly("I0001 Éluard Zoé i0001@salarie.example LYO true en",
				"I0008 Queneau Raymond i0008@salarie.example MRS false fr");
		confirmAndWrite(id);
		assertThat(employees("I%")).hasSize(2);
	}

	@Test
	void existingEmployeesAreUpdatedWhereTheFileSaysSomethingElse() throws IOException {
		confirmAndWrite(checked(HEADER + """
				U0001;Colette;Gabrielle;u0001@salarie.example;LYO;oui;en
				U0002;Sand;George;u0002@salarie.example;LYO;non;fr
				"""));
		EmployeeImportId second = checked("""
				email,matricule,first_name,last_name,agency
				u0001@salarie.example,U0001,Gabrielle,"Colette",LYO
				neuve@salarie.example,U0002,George,Sand,MRS
				""");
		assertThat(report(second)).containsExactly(tuple(2, Outcome.UNCHANGED, null), tuple(3, Outcome.UPDATED, null));
		confirmAndWrite(second);
		assertThat(employees("U%")).containsExactly("U0001 Colette Gabrielle u0001@salarie.example LYO true en",
				"U0002 Sand George neuve@salarie.example MRS false fr");
		assertThat(this.find.of(admin(), second).counts()).isEqualTo(Map.of(Outcome.UNCHANGED, 1, Outcome.UPDATED, 1));
	}

	@ParameterizedTest
	@CsvSource({ "UTF-8, ''", "UTF-8, '\uFEFF'", "windows-1252, ''" })
	void accentsSurviveEveryUsualEncoding(String charset, String mark) throws IOException {
		String matricule = "E" + Math.floorMod((charset + mark).hashCode(), 10_000);
		EmployeeImportId id = checked((mark + HEADER + matricule + ";Lefèvre;Éric;e@salarie.example;LYO;;\r\n")
			.getBytes(Charset.forName(charset)));
		assertThat(this.findLines.of(admin(), id, null, 0, 10)).singleElement()
			.satisfies((line) -> assertThat(line.name()).isEqualTo("Lefèvre Éric"));
	}

	@Test
	void aCrashBetweenTwoChunksLosesAndRepeatsNothing() throws IOException {
		EmployeeImportId id = checked(HEADER + IntStream.rangeClosed(1, 2_500)
			.mapToObj("C%05d;Camus;Albert;c@salarie.example;LYO;;\n"::formatted)
			.collect(Collectors.joining()));
		this.confirm.of(admin(), id);
		// As if the application had ended after the first chunk.
		this.jdbc.sql("update employee_import set written = 1001 where id = ?").param(id.value()).update();
		this.write.now();
		assertThat(employees("C%")).hasSize(1_500);
		this.jdbc.sql("update employee_import set written = 0, state = 'RUNNING' where id = ?")
			.param(id.value())
			.update();
		this.write.now();
		assertThat(employees("C%")).hasSize(2_500);
		assertThat(this.find.of(admin(), id).state()).isEqualTo(State.DONE);
	}

	@Test
	void aFileThatCannotBeReadIsRefusedAsAWhole() {
		refused("IMPORT_EMPTY", () -> checked(""));
		refused("IMPORT_EMPTY", () -> checked(HEADER));
		refused("IMPORT_COLUMN_MISSING", () -> checked("matricule;last_name\nX1;Nom\n"));
		refused("IMPORT_COLUMN_UNKNOWN", () -> checked(HEADER.strip() + ";salaire\n"));
		refused("IMPORT_COLUMN_TWICE", () -> checked(HEADER.strip() + ";email\n"));
		refused("IMPORT_NOT_CSV", () -> checked(HEADER + "X1;\"Nom;Prénom;x@salarie.example;LYO;;\n"));
		refused("IMPORT_COLUMN_UNKNOWN", () -> checked("%PDF-1.7\n"));
		refused("IMPORT_TOO_LARGE", () -> checked("x".repeat(20 * 1024 * 1024 + 1)));
		refused("IMPORT_TOO_LARGE",
				() -> checked("matricule;last_name;first_name;email;agency\n" + "a;b;c;d;e\n".repeat(250_001)));
		assertThat(this.jdbc.sql(
				"select count(*) from employee_import i where not exists (select 1 from employee_import_line l where l.import_id = i.id)")
			.query(Integer.class)
			.single()).isZero();
	}

	@Test
	void hostileTextIsKeptWithinItsLine() throws IOException {
		EmployeeImportId id = checked(HEADER + "'; drop table employee; --;a;b;c;LYO;;\nX\0Y;<script>;b;c;LYO;;\n"
				+ "Z".repeat(100_000) + ";a;b;c;LYO;;\n");
		assertThat(report(id)).allSatisfy((line) -> assertThat(line.toList()).contains(Outcome.REFUSED));
	}

	@Test
	void onlyAnAdministratorImports() {
		ActorId claire = this.findActor.byLogin("claire.martin").orElseThrow().id();
		EmployeeImportId any = new EmployeeImportId(UUID.randomUUID());
		refused("NOT_FOUND", () -> this.check.of(claire, horizon(), this.folder.resolve("none"), "x.csv"));
		refused("NOT_FOUND", () -> this.confirm.of(claire, any));
		refused("NOT_FOUND", () -> this.find.of(claire, any));
		refused("NOT_FOUND", () -> this.find.of(admin(), any));
		refused("NOT_FOUND", () -> this.findLines.of(claire, any, null, 0, 10));
	}

	private List<org.assertj.core.groups.Tuple> report(EmployeeImportId id) {
		return this.findLines.of(admin(), id, null, 0, 100)
			.stream()
			.map((line) -> tuple(line.number(), line.outcome(), line.reason()))
			.toList();
	}

	private void confirmAndWrite(EmployeeImportId id) {
		this.confirm.of(admin(), id);
		this.write.now();
	}

	private EmployeeImportId checked(String text) throws IOException {
		return checked(text.getBytes(StandardCharsets.UTF_8));
	}

	private EmployeeImportId checked(byte[] bytes) throws IOException {
		return this.check.of(admin(), horizon(), Files.write(this.folder.resolve("file.csv"), bytes), "file.csv");
	}

	private List<String> employees(String matricules) {
		return this.jdbc
			.sql("""
					select e.matricule || ' ' || e.last_name || ' ' || e.first_name || ' ' || e.email || ' ' || n.code || ' '
					  || e.executive || ' ' || e.language
					from employee e join node n on n.id = e.agency_id where e.matricule like ? order by e.matricule
					""")
			.param(matricules)
			.query(String.class)
			.list();
	}

	private ActorId admin() {
		return this.findActor.byLogin("admin").orElseThrow().id();
	}

	private NodeId horizon() {
		return new NodeId(this.jdbc.sql("select id from node where code = 'HORIZON'").query(UUID.class).single());
	}

	private static void refused(String code, ThrowingCallable attempt) {
		assertThatExceptionOfType(Refusal.class).isThrownBy(attempt)
			.satisfies((refusal) -> assertThat(refusal.code()).isEqualTo(code));
	}

}
