/**
 * The local platform: PostgreSQL, OpenSearch, Camunda and a mail catcher, for tests and
 * for running Estafette on one machine.
 */
@NullMarked
package io.estafette.local;

import org.jspecify.annotations.NullMarked;
