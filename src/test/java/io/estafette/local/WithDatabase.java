package io.estafette.local;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.springframework.test.context.ContextConfiguration;

/**
 * Runs a test on the real PostgreSQL, in a database made for its application context. Put
 * it beside {@code @DataJpaTest} or {@code @SpringBootTest}; Camunda does not start for
 * it.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ContextConfiguration(initializers = TestDatabase.Initializer.class)
public @interface WithDatabase {

}
