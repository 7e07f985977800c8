package io.estafette.campaign;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import io.estafette.document.DocumentType;
import io.estafette.document.DocumentView;
import io.estafette.organization.ActorId;
import io.estafette.organization.BrandOption;
import io.estafette.organization.FindNode;
import io.estafette.organization.HasOption;
import io.estafette.organization.Node;
import io.estafette.organization.NodeId;
import io.estafette.organization.NodeKind;
import io.estafette.organization.PayrollDocument;
import io.estafette.platform.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Why a draft cannot be launched as it is: every reason (C10). */
@Service
public class CheckCampaign {

	/** How far back a retroactive campaign may go (C6). */
	private static final int MOST_MONTHS = 3;

	private static final long ADVISED_LIMIT = 5L * 1024 * 1024;

	private static final long STRICT_LIMIT = 2L * 1024 * 1024;

	private final CampaignAccess access;

	private final CampaignDocuments documents;

	private final ClientCompanies clientCompanies;

	private final FindNode findNode;

	private final HasOption hasOption;

	private final JdbcClient jdbc;

	private final Clock clock;

	CheckCampaign(CampaignAccess access, CampaignDocuments documents, ClientCompanies clientCompanies,
			FindNode findNode, HasOption hasOption, JdbcClient jdbc, Clock clock) {
		this.access = access;
		this.documents = documents;
		this.clientCompanies = clientCompanies;
		this.findNode = findNode;
		this.hasOption = hasOption;
		this.jdbc = jdbc;
		this.clock = clock;
	}

	/**
	 * The reasons; none when it can be launched now.
	 * @throws Refusal NOT_FOUND or CAMPAIGN_NOT_DRAFT
	 */
	@Transactional(readOnly = true)
	public List<Refusal> of(CampaignId id, ActorId actor) {
		Campaign campaign = this.access.visible(id, actor);
		if (campaign.state() != CampaignState.DRAFT) {
			throw new Refusal(Refusal.Kind.CONFLICT, "CAMPAIGN_NOT_DRAFT");
		}
		return of(campaign, actor);
	}

	List<Refusal> of(Campaign campaign, ActorId actor) {
		List<Refusal> reasons = new ArrayList<>();
		Node node = this.findNode.byId(campaign.target()).orElseThrow();
		if (this.access.target(actor, campaign.target()).brandCampaignsOff()) {
			reasons.add(no("BRAND_CAMPAIGNS_OFF", node.name()));
		}
		if (campaign.name() == null) {
			reasons.add(no("CAMPAIGN_NAME_MISSING"));
		}
		checkTriggers(campaign, node, reasons);
		checkDocuments(campaign, reasons);
		checkDates(campaign, reasons);
		return reasons;
	}

	private void checkTriggers(Campaign campaign, Node node, List<Refusal> reasons) {
		if (campaign.triggers().isEmpty()) {
			reasons.add(no("CAMPAIGN_TRIGGER_MISSING"));
		}
		Set<PayrollDocument> sent = sent(campaign.brand());
		campaign.triggers()
			.stream()
			.filter((trigger) -> !sent.contains(trigger))
			.forEach((trigger) -> reasons.add(no("CAMPAIGN_TRIGGER_NOT_SENT_" + trigger)));
		boolean contracts = campaign.triggers().contains(PayrollDocument.CONTRACT);
		if (campaign.executives() != ExecutiveFilter.ALL) {
			if (!this.hasOption.on(campaign.brand(), BrandOption.EXECUTIVE_FILTER)) {
				reasons.add(no("EXECUTIVE_FILTER_OFF"));
			}
			else if (!contracts) {
				reasons.add(no("EXECUTIVE_FILTER_NEEDS_CONTRACTS"));
			}
		}
		if (!this.clientCompanies.of(campaign.id()).isEmpty()) {
			if (!this.hasOption.on(campaign.brand(), BrandOption.CLIENT_COMPANY_FILTER)) {
				reasons.add(no("CLIENT_COMPANY_FILTER_OFF"));
			}
			else if (!contracts || node.kind() != NodeKind.AGENCY) {
				reasons.add(no("CLIENT_COMPANY_FILTER_NEEDS_AGENCY_CONTRACTS"));
			}
			this.clientCompanies.notPaperless(campaign.id())
				.forEach((name) -> reasons.add(no("CLIENT_COMPANY_NOT_PAPERLESS", name)));
		}
	}

	/** What the payroll systems of a brand send (C3). */
	public Set<PayrollDocument> sent(NodeId brand) {
		return this.jdbc.sql("""
				select distinct s.kind from system_sends s join actor a on a.id = s.actor_id and a.active
				where a.brand_id = ?
				""").param(brand.value()).query((row, number) -> PayrollDocument.valueOf(row.getString(1))).set();
	}

	private void checkDocuments(Campaign campaign, List<Refusal> reasons) {
		List<DocumentView> all = this.documents.of(campaign.id());
		if (all.isEmpty()) {
			reasons.add(no("CAMPAIGN_DOCUMENT_MISSING"));
		}
		long limit = this.hasOption.on(campaign.brand(), BrandOption.CAMPAIGN_DOCUMENTS_2_MB) ? STRICT_LIMIT
				: ADVISED_LIMIT;
		for (DocumentView document : all) {
			if (document.size() > limit) {
				reasons.add(no("CAMPAIGN_DOCUMENT_TOO_LARGE", document.name(), limit / (1024 * 1024)));
			}
			if (document.type() == DocumentType.TO_SIGN
					&& !this.hasOption.on(campaign.brand(), BrandOption.SIGNED_DIFFUSION)) {
				reasons.add(no("SIGNED_DIFFUSION_OFF", document.name()));
			}
		}
	}

	private void checkDates(Campaign campaign, List<Refusal> reasons) {
		LocalDate today = LocalDate.ofInstant(this.clock.instant(), Campaign.PARIS);
		LocalDate start = campaign.startDate();
		LocalDate end = campaign.endDate();
		LocalDate since = campaign.retroactiveSince();
		if (start == null) {
			reasons.add(no("CAMPAIGN_START_MISSING"));
		}
		else if (start.isBefore(today)) {
			reasons.add(no("CAMPAIGN_START_PAST"));
		}
		if (end != null && end.isBefore(today)) {
			reasons.add(no("CAMPAIGN_END_PAST"));
		}
		if (start != null && end != null && end.isBefore(start)) {
			reasons.add(no("CAMPAIGN_END_BEFORE_START"));
		}
		if (campaign.isRetroactive() && since == null) {
			reasons.add(no("CAMPAIGN_RETROACTIVE_DATE_MISSING"));
		}
		if (since != null && since.isBefore(today.minusMonths(MOST_MONTHS))) {
			reasons.add(no("CAMPAIGN_RETROACTIVE_TOO_FAR", today.minusMonths(MOST_MONTHS).toString()));
		}
		if (since != null && since.isAfter(today)) {
			reasons.add(no("CAMPAIGN_RETROACTIVE_NOT_PAST"));
		}
	}

	private static Refusal no(String code, Object... arguments) {
		return new Refusal(Refusal.Kind.INVALID, code, arguments);
	}

}
