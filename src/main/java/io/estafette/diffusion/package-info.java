/** Free diffusion: an HR user or a system sends PDFs to employees now. */
@ApplicationModule(displayName = "Diffusion")
@NullMarked
package io.estafette.diffusion;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
