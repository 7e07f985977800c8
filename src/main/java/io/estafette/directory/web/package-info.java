/** The pages on which an invited employee creates a vault account. */
@NullMarked
package io.estafette.directory.web;

import org.jspecify.annotations.NullMarked;
