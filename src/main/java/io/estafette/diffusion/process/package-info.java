/** The job workers and the messages of free-diffusion. */
@NullMarked
package io.estafette.diffusion.process;

import org.jspecify.annotations.NullMarked;
