/** The pages of the vault. */
@NullMarked
package io.estafette.vault.web;

import org.jspecify.annotations.NullMarked;
