package io.estafette.process.support;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import io.camunda.process.test.api.CamundaSpringProcessTest;

import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;

/**
 * A Camunda Process Test of the whole application: its job workers, PostgreSQL, the mail
 * catcher, the demonstration data and a real Camunda. The platform boots at the first
 * such test of a run; all of them share one application context. The package says how to
 * write one.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@SpringBootTest(webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
@ActiveProfiles("demonstration")
@CamundaSpringProcessTest
@ContextConfiguration(initializers = ProcessTestInitializer.class)
@Import(ProcessTestConfiguration.class)
public @interface ProcessTest {

}
