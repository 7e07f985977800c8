package io.estafette.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

import io.estafette.document.AddDocument;
import io.estafette.document.DocumentType;
import io.estafette.document.DocumentView;
import io.estafette.organization.ActorId;
import io.estafette.organization.BrandOption;
import io.estafette.organization.HasOption;
import io.estafette.organization.NodeId;
import io.estafette.platform.Refusal;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Adds an uploaded PDF to a draft (C7). It is sealed where the brand chose so, and to be
 * signed where the user asks for it.
 */
@Service
public class AddCampaignDocument {

	/** Most documents in one campaign. */
	public static final int MOST_DOCUMENTS = 20;

	/** In bytes, for brands with the option of O3. */
	private static final long STRICT_LIMIT = 2L * 1024 * 1024;

	private final CampaignAccess access;

	private final CampaignDocuments documents;

	private final HasOption hasOption;

	private final AddDocument addDocument;

	AddCampaignDocument(CampaignAccess access, CampaignDocuments documents, HasOption hasOption,
			AddDocument addDocument) {
		this.access = access;
		this.documents = documents;
		this.hasOption = hasOption;
		this.addDocument = addDocument;
	}

	/**
	 * Adds it at the end.
	 * @param file the uploaded bytes, which stay the caller's to delete
	 * @param name what the employee will see (F7)
	 * @throws Refusal with one of the codes of refused files (product.md section 6),
	 * TOO_MANY_DOCUMENTS, NAME_MISSING, NAME_TOO_LONG or CAMPAIGN_NOT_DRAFT
	 */
	@Transactional
	public DocumentView to(CampaignId id, ActorId actor, Path file, String fileName, String name, boolean toSign) {
		return to(this.access.draft(id, actor), file, fileName, name, toSign);
	}

	DocumentView to(Campaign campaign, Path file, String fileName, String name, boolean toSign) {
		if (this.documents.of(campaign.id()).size() >= MOST_DOCUMENTS) {
			throw new Refusal(Refusal.Kind.INVALID, "TOO_MANY_DOCUMENTS", MOST_DOCUMENTS);
		}
		try {
			if (Files.size(file) > STRICT_LIMIT
					&& this.hasOption.on(campaign.brand(), BrandOption.CAMPAIGN_DOCUMENTS_2_MB)) {
				throw new TooLargeForBrand();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		DocumentView document = this.addDocument.of(campaign.brand(), file, fileName, name,
				type(this.hasOption, campaign.brand(), toSign));
		this.documents.add(campaign.id(), document.id());
		return document;
	}

	/** Sealed where the brand chose so (O3). */
	static DocumentType type(HasOption hasOption, NodeId brand, boolean toSign) {
		if (toSign) {
			return DocumentType.TO_SIGN;
		}
		return hasOption.on(brand, BrandOption.SEAL_CAMPAIGN_DOCUMENTS) ? DocumentType.PROTECTED : DocumentType.SIMPLE;
	}

	/** The code of every file that is too large, with the sentence of this limit. */
	private static final class TooLargeForBrand extends Refusal {

		TooLargeForBrand() {
			super(Refusal.Kind.TOO_LARGE, "TOO_LARGE");
		}

		@Override
		public String sentence(MessageSource messages, Locale locale) {
			return messages.getMessage("campaign.tooLargeForBrand", null, locale);
		}

	}

}
