package io.estafette.diffusion;

import java.util.Optional;

import io.estafette.document.DocumentType;
import io.estafette.organization.BrandOption;
import io.estafette.organization.Emitter;
import io.estafette.organization.HasOption;
import io.estafette.organization.Right;
import io.estafette.platform.Refusal;
import org.springframework.stereotype.Component;

/**
 * Which document types an actor may send from an emitter, and why not the others (O3,
 * O4).
 */
@Component
class DocumentTypePolicy {

	private final HasOption hasOption;

	DocumentTypePolicy(HasOption hasOption) {
		this.hasOption = hasOption;
	}

	/** Why this type may not be sent; empty when it may. */
	Optional<Refusal> refusal(Emitter emitter, DocumentType type) {
		if (!emitter.rights().contains(rightFor(type))) {
			return Optional.of(new Refusal(Refusal.Kind.FORBIDDEN, "TYPE_NOT_ALLOWED_" + type, emitter.node().name()));
		}
		if (type == DocumentType.TO_SIGN && !this.hasOption.on(emitter.node().brand(), BrandOption.SIGNED_DIFFUSION)) {
			return Optional.of(new Refusal(Refusal.Kind.FORBIDDEN, "SIGNED_DIFFUSION_OFF", emitter.node().name()));
		}
		return Optional.empty();
	}

	private static Right rightFor(DocumentType type) {
		return switch (type) {
			case SIMPLE -> Right.DL;
			case PROTECTED -> Right.DLP;
			case TO_SIGN -> Right.DLS;
		};
	}

}
