/** Tests of the public check of PDFs. */
@NullMarked
package io.estafette.sealing.web;

import org.jspecify.annotations.NullMarked;
