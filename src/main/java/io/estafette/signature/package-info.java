/** Signatures: who is asked to sign what, by when, how they did it, and the proof. */
@ApplicationModule(displayName = "Signature")
@NullMarked
package io.estafette.signature;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
