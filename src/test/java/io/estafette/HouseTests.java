package io.estafette;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RestController;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/**
 * The rules of the house that a compiler does not see: rooms, doors and the direction of
 * the arrows.
 */
@AnalyzeClasses(packages = "io.estafette", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseTests {

	@Test
	void modulesUseOnlyEachOthersDoorsAndMakeNoCircle() {
		ApplicationModules.of(EstafetteApplication.class).verify();
	}

	@ArchTest
	static final ArchRule onlyProcessPackagesKnowCamunda = noClasses().that()
		.resideOutsideOfPackages("..process..", "io.estafette.platform..")
		.should()
		.dependOnClassesThat()
		.resideInAPackage("io.camunda..");

	@ArchTest
	static final ArchRule onlySealingKnowsSignatures = noClasses().that()
		.resideOutsideOfPackage("io.estafette.sealing..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("eu.europa.esig..", "org.apache.pdfbox.pdmodel.interactive.digitalsignature..",
				"org.bouncycastle..");

	@ArchTest
	static final ArchRule onlyNotificationSendsMail = noClasses().that()
		.resideOutsideOfPackage("io.estafette.notification..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("org.springframework.mail..", "jakarta.mail..");

	@ArchTest
	static final ArchRule onlyWebPackagesKnowHttp = noClasses().that()
		.resideOutsideOfPackages("..web..", "io.estafette.platform..")
		.should()
		.dependOnClassesThat(resideInAnyPackage("jakarta.servlet..", "org.springframework.web.bind..",
				"org.springframework.web.servlet.."));

	@ArchTest
	static final ArchRule controllersLiveInWebPackages = classes().that()
		.areAnnotatedWith(Controller.class)
		.or()
		.areAnnotatedWith(RestController.class)
		.should()
		.resideInAnyPackage("..web..");

	@ArchTest
	static final ArchRule nobodyReadsTheReaders = noClasses().that()
		.resideOutsideOfPackages("io.estafette.tracking..", "io.estafette.vault..")
		.should()
		.dependOnClassesThat()
		.resideInAnyPackage("io.estafette.tracking..", "io.estafette.vault..");

	/**
	 * A stream of rows holds its database connection until it is closed: lists do not.
	 */
	@ArchTest
	static final ArchRule rowsAreReadAsLists = noClasses().should()
		.callMethod(JdbcClient.MappedQuerySpec.class, "stream");

	@ArchTest
	static final ArchRule timeComesFromTheClock = noClasses().should()
		.callMethod(java.time.Instant.class, "now")
		.orShould()
		.callMethod(java.time.LocalDate.class, "now")
		.orShould()
		.callMethod(java.time.LocalDateTime.class, "now")
		.orShould()
		.callMethod(java.time.ZonedDateTime.class, "now");

}
