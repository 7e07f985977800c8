/** The job workers of document-delivery. */
@NullMarked
package io.estafette.delivery.process;

import org.jspecify.annotations.NullMarked;
