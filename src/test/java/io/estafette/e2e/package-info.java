/**
 * A real browser through the whole product: Tasklist, the pages, the mails, the vault.
 */
package io.estafette.e2e;
