package io.estafette.vault;

import java.time.Instant;
import java.util.UUID;

import io.estafette.document.DocumentId;
import io.estafette.document.DocumentType;
import io.estafette.organization.NodeId;
import io.estafette.platform.StoredTime;
import io.estafette.signature.SignatureState;
import org.jspecify.annotations.Nullable;

/**
 * A document in somebody's vault.
 *
 * @param senderNode the node that sent it
 * @param sender the name under which that node shows itself (O1)
 * @param logo whether that node has a logo to show
 * @param employer the brand of the employment that it was handed over to
 * @param opened whether its owner has opened it before
 * @param broughtBy the payslip or contract that a campaign's document came along with
 * @param signature how far its signature is; null when it is not to be signed
 * @param signBefore by when it is to be signed; null when it is not
 * @param cursor where the list goes on after it
 */
public record VaultItem(UUID delivery, DocumentId document, String name, DocumentType type, NodeId senderNode,
		String sender, boolean logo, String employer, Instant deliveredAt, boolean opened, long size, int pages,
		@Nullable String broughtBy, @Nullable SignatureState signature, @Nullable Instant signBefore, Cursor cursor) {

	/** A place in the list. */
	public record Cursor(Instant deliveredAt, long number) {

		/** As part of an address. */
		@Override
		public String toString() {
			return this.deliveredAt + "_" + this.number;
		}

		/** What {@link #toString} wrote; fails on anything else. */
		public static Cursor parse(String text) {
			String[] parts = text.split("_", 2);
			return new Cursor(StoredTime.parse(parts[0]), Long.parseLong(parts[1]));
		}

	}

}
