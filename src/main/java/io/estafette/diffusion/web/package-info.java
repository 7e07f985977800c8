/** The pages and the HTTP interface of free diffusion. */
@NullMarked
package io.estafette.diffusion.web;

import org.jspecify.annotations.NullMarked;
