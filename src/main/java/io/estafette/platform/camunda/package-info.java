/**
 * How this application stands on Camunda: deployment of the models, and what happens when
 * a job fails.
 */
@NullMarked
package io.estafette.platform.camunda;

import org.jspecify.annotations.NullMarked;
