package io.estafette.campaign;

import java.nio.file.Path;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

import io.estafette.organization.Actor;
import io.estafette.organization.CampaignTarget;
import io.estafette.organization.FindCampaignTargets;
import io.estafette.organization.Node;
import io.estafette.organization.NodeId;
import io.estafette.organization.PayrollDocument;
import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * A system drafts a campaign, or replaces a draft, in one call (product.md section 6).
 * Either it is accepted as a whole, or nothing is kept of it.
 */
@Service
public class RequestCampaign {

	private static final int LONGEST_QUOTE = 100;

	/**
	 * What to draft; codes instead of ids.
	 *
	 * @param documents in the order in which people see them; null leaves a draft's as
	 * they are
	 * @param files what was uploaded, each for one of the documents
	 */
	public record Request(@Nullable String name, CampaignKind kind, String target, Set<PayrollDocument> triggers,
			ExecutiveFilter executives, Set<String> clientCompanies, @Nullable LocalDate retroactiveSince,
			@Nullable LocalDate startDate, @Nullable LocalDate endDate, @Nullable List<Document> documents,
			List<Upload> files) {
	}

	/**
	 * A document of the campaign.
	 *
	 * @param file the name of the uploaded file
	 * @param name what the employee will see (F7)
	 */
	public record Document(String file, String name, boolean toSign) {
	}

	/** An uploaded file; the bytes stay the caller's to delete. */
	public record Upload(String fileName, Path content) {
	}

	private final CampaignAccess access;

	private final FindCampaignTargets findTargets;

	private final FindClientCompanies findClientCompanies;

	private final DraftCampaign draftCampaign;

	private final ChangeCampaign changeCampaign;

	private final AddCampaignDocument addDocument;

	private final CampaignDocuments documents;

	RequestCampaign(CampaignAccess access, FindCampaignTargets findTargets, FindClientCompanies findClientCompanies,
			DraftCampaign draftCampaign, ChangeCampaign changeCampaign, AddCampaignDocument addDocument,
			CampaignDocuments documents) {
		this.access = access;
		this.findTargets = findTargets;
		this.findClientCompanies = findClientCompanies;
		this.draftCampaign = draftCampaign;
		this.changeCampaign = changeCampaign;
		this.addDocument = addDocument;
		this.documents = documents;
	}

	/**
	 * Drafts a new one.
	 * @param replaced the draft to replace; null for a new one
	 * @throws Refusal SERVICE_OFF, NO_CAMPAIGN_RIGHT, TARGET_NOT_FOUND,
	 * CLIENT_COMPANY_NOT_FOUND, FILE_MISSING, FILE_DUPLICATE, FILE_UNUSED, NOT_FOUND,
	 * CAMPAIGN_NOT_DRAFT, CAMPAIGN_DATE_INVALID, or one of the codes of refused files
	 */
	@Transactional
	public CampaignId by(Actor system, Request request, @Nullable CampaignId replaced) {
		this.access.requireService(system);
		if (replaced != null) {
			this.access.draft(replaced, system.id());
		}
		Node target = target(system, request.target());
		CampaignSettings settings = new CampaignSettings(target.id(), request.name(), request.kind(),
				request.triggers(), request.executives(), companies(target.brand(), request.clientCompanies()),
				request.retroactiveSince(), request.startDate(), request.endDate());
		CampaignId id;
		if (replaced == null) {
			id = this.draftCampaign.of(system.id(), CampaignOrigin.API, settings);
		}
		else {
			id = replaced;
			this.changeCampaign.of(id, system.id(), settings);
		}
		if (request.documents() != null) {
			this.documents.removeAll(id);
			addDocuments(system, id, request.documents(), request.files());
		}
		return id;
	}

	private Node target(Actor system, String code) {
		List<CampaignTarget> targets = this.findTargets.of(system.id());
		if (targets.isEmpty()) {
			throw new Refusal(Refusal.Kind.FORBIDDEN, "NO_CAMPAIGN_RIGHT");
		}
		return targets.stream()
			.map(CampaignTarget::node)
			.filter((node) -> node.code().equals(code))
			.findFirst()
			.orElseThrow(() -> new Refusal(Refusal.Kind.NOT_FOUND, "TARGET_NOT_FOUND", quoted(code)));
	}

	private Set<UUID> companies(NodeId brand, Set<String> codes) {
		Map<String, UUID> known = this.findClientCompanies.of(brand)
			.stream()
			.collect(Collectors.toMap(FindClientCompanies.ClientCompany::code, FindClientCompanies.ClientCompany::id));
		codes.stream().filter((code) -> !known.containsKey(code)).findFirst().ifPresent((code) -> {
			throw invalid("CLIENT_COMPANY_NOT_FOUND", quoted(code));
		});
		return codes.stream().map(known::get).collect(Collectors.toSet());
	}

	private void addDocuments(Actor system, CampaignId id, List<Document> wanted, List<Upload> uploads) {
		Map<String, Path> files = new HashMap<>();
		uploads.forEach((upload) -> {
			if (files.put(comparable(upload.fileName()), upload.content()) != null) {
				throw invalid("FILE_DUPLICATE", quoted(upload.fileName()));
			}
		});
		for (Document document : wanted) {
			Path file = files.remove(comparable(document.file()));
			if (file == null) {
				throw invalid("FILE_MISSING", quoted(document.file()));
			}
			this.addDocument.to(id, system.id(), file, document.file(), document.name(), document.toSign());
		}
		files.keySet().stream().findFirst().ifPresent((unused) -> {
			throw invalid("FILE_UNUSED", quoted(unused));
		});
	}

	/** The same accents can be written in two ways; some computers use the other one. */
	private static String comparable(String fileName) {
		return Normalizer.normalize(fileName, Normalizer.Form.NFC);
	}

	private static Refusal invalid(String code, Object... arguments) {
		return new Refusal(Refusal.Kind.INVALID, code, arguments);
	}

	private static String quoted(String text) {
		return (text.length() <= LONGEST_QUOTE) ? text : text.substring(0, LONGEST_QUOTE) + "…";
	}

}
