/** The buttons behind which a hand-over's mail is sent once more. */
@NullMarked
package io.estafette.delivery.web;

import org.jspecify.annotations.NullMarked;
