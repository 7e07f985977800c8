/** The public page and call that check PDFs. */
@NullMarked
package io.estafette.sealing.web;

import org.jspecify.annotations.NullMarked;
