package io.estafette.tracking;

import java.time.LocalDate;

import io.estafette.delivery.DeliveryState;
import io.estafette.document.DocumentType;
import io.estafette.organization.ActorId;
import io.estafette.organization.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * What the list <i>Documents</i> is narrowed to (F9); what is null or empty does not
 * narrow.
 *
 * @param search words that are all found in the recipient's name or matricule or in the
 * document's name, accents and case ignored
 * @param from first day, Europe/Paris
 * @param to last day, inclusive, Europe/Paris
 */
public record DocumentFilter(String search, @Nullable NodeId emitter, @Nullable DocumentType type,
		@Nullable DeliveryState state, @Nullable LocalDate from, @Nullable LocalDate to, @Nullable ActorId sender) {

	/** Longest search text, in characters; what comes after is ignored. */
	public static final int LONGEST_SEARCH = 100;

	/** Everything. */
	public static DocumentFilter none() {
		return new DocumentFilter("", null, null, null, null, null, null);
	}

}
