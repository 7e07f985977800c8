/** The pages and the HTTP interface of signatures. */
@NullMarked
package io.estafette.signature.web;

import org.jspecify.annotations.NullMarked;
