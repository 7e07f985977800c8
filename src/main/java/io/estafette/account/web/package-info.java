/** The pages of one's own account. */
@NullMarked
package io.estafette.account.web;

import org.jspecify.annotations.NullMarked;
