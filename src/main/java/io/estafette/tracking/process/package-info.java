/** The job workers and the messages of campaign-export. */
@NullMarked
package io.estafette.tracking.process;

import org.jspecify.annotations.NullMarked;
