package io.estafette.vault;

import java.util.Optional;

import io.estafette.directory.AccountId;
import io.estafette.document.OpenContent;
import io.estafette.document.OpenDocument;
import io.estafette.signature.OpenSigned;
import org.springframework.stereotype.Service;

/**
 * Opens the bytes of an item: the signed file once there is one, else the document as it
 * was handed over.
 */
@Service
public class OpenItem {

	private final OpenDocument openDocument;

	private final OpenSigned openSigned;

	OpenItem(OpenDocument openDocument, OpenSigned openSigned) {
		this.openDocument = openDocument;
		this.openSigned = openSigned;
	}

	/** The bytes, read once and to be closed. */
	public Optional<OpenContent.Opened> of(VaultItem item, AccountId account) {
		Optional<OpenContent.Opened> signed = (item.signature() != null)
				? this.openSigned.forSigner(item.delivery(), OpenSigned.What.SIGNED_PDF, account)
					.map(OpenSigned.Opened::content)
				: Optional.empty();
		return signed.or(() -> this.openDocument.asDelivered(item.document())
			.map((opened) -> new OpenContent.Opened(opened.size(), opened.stream())));
	}

}
