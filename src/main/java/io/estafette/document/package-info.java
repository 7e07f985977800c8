/** The PDFs: intake checks, content store, upload drafts. */
@ApplicationModule(displayName = "Document")
@NullMarked
package io.estafette.document;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
