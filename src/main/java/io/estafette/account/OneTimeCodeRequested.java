package io.estafette.account;

import java.util.UUID;

/** Somebody is to get a mail with a code. */
public record OneTimeCodeRequested(UUID owner, UUID code) {
}
