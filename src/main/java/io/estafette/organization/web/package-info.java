/** The frame of the pages as HR users see it. */
@NullMarked
package io.estafette.organization.web;

import org.jspecify.annotations.NullMarked;
