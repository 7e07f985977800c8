/** The administrators' page of the journal. */
@NullMarked
package io.estafette.journal.web;

import org.jspecify.annotations.NullMarked;
