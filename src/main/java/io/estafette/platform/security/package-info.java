/** Who may come in: the filter chains of the HTTP interface and of its description. */
@NullMarked
package io.estafette.platform.security;

import org.jspecify.annotations.NullMarked;
