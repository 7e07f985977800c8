package io.estafette.platform.web;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Stands on a handler that gives a file: that somebody had it is noted in the journal
 * (D7). Every such handler has it; a test looks.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface Journaled {

	/** What happened, as the journal calls it. */
	String value();

	/** The kind of thing that was read, as the journal calls it. */
	String subject();

	/**
	 * Which part of the address, or which parameter, has its id; empty: the reader's own.
	 */
	String id() default "id";

}
