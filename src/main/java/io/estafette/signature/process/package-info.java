/** The job workers and the messages of signature-request. */
@NullMarked
package io.estafette.signature.process;

import org.jspecify.annotations.NullMarked;
