package io.estafette.campaign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;

import io.estafette.document.AddDocument;
import io.estafette.document.DocumentType;
import io.estafette.organization.ActorId;
import io.estafette.organization.FindActor;
import io.estafette.organization.NodeId;
import io.estafette.organization.PayrollDocument;
import io.estafette.samples.SamplePdfs;
import io.estafette.sealing.UnsealablePdfException;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Campaigns of one document in any state and at any time, for tests. */
public class LaunchedCampaigns {

	private final CampaignRepository campaigns;

	private final ClientCompanies clientCompanies;

	private final CampaignDocuments documents;

	private final AddDocument addDocument;

	private final ReadyCampaign readyCampaign;

	private final FindActor findActor;

	private final JdbcClient jdbc;

	LaunchedCampaigns(CampaignRepository campaigns, ClientCompanies clientCompanies, CampaignDocuments documents,
			AddDocument addDocument, ReadyCampaign readyCampaign, FindActor findActor, JdbcClient jdbc) {
		this.campaigns = campaigns;
		this.clientCompanies = clientCompanies;
		this.documents = documents;
		this.addDocument = addDocument;
		this.readyCampaign = readyCampaign;
		this.findActor = findActor;
		this.jdbc = jdbc;
	}

	/** Launched at a moment, and ready at once. */
	public CampaignId launched(String target, String triggers, ExecutiveFilter executives, String companies,
			Instant now, LocalDate start, @Nullable LocalDate end, @Nullable LocalDate since) {
		CampaignId id = launching(target, triggers, executives, companies, now, start, end, since);
		Campaign campaign = this.campaigns.findById(id.value()).orElseThrow();
		campaign.ready(now);
		this.campaigns.saveAndFlush(campaign);
		return id;
	}

	/** Launched now for payslips, its only document to be signed, sealed and ready. */
	public CampaignId toSign(String target) {
		Campaign campaign = draft(DocumentType.TO_SIGN, target, "P", ExecutiveFilter.ALL, "",
				LocalDate.now(Campaign.PARIS), null, null);
		campaign.launch(claire(), Instant.now());
		this.campaigns.saveAndFlush(campaign);
		try {
			this.readyCampaign.of(campaign.id());
		}
		catch (UnsealablePdfException ex) {
			throw new IllegalStateException(ex);
		}
		return campaign.id();
	}

	/** Launched at a moment, its documents not ready yet. */
	CampaignId launching(String target, String triggers, ExecutiveFilter executives, String companies, Instant now,
			LocalDate start, @Nullable LocalDate end, @Nullable LocalDate since) {
		Campaign campaign = draft(target, triggers, executives, companies, start, end, since);
		campaign.launch(claire(), now);
		this.campaigns.saveAndFlush(campaign);
		return campaign.id();
	}

	/** A draft that can be launched today. */
	public CampaignId drafted(String target) {
		return draft(target, "P", ExecutiveFilter.ALL, "", LocalDate.now(Campaign.PARIS), null, null).id();
	}

	/** For 10 to 15 November 2026. */
	CampaignId in(String state) {
		Instant before = Instant.parse("2026-11-02T07:00:00Z");
		Instant during = Instant.parse("2026-11-11T07:00:00Z");
		Campaign campaign = draft("LYO", "P", ExecutiveFilter.ALL, "", LocalDate.of(2026, 11, 10),
				LocalDate.of(2026, 11, 15), null);
		if (!"draft".equals(state) && !"deleted".equals(state)) {
			campaign.launch(claire(), before);
		}
		if (!"not sealed yet".equals(state)) {
			campaign.ready(before);
		}
		switch (state) {
			case "active" -> campaign.activate(during);
			case "closed by its end date" -> {
				campaign.activate(during);
				campaign.closeByEndDate(Instant.parse("2026-11-15T23:00:00Z"));
			}
			case "closed by hand" -> {
				campaign.activate(during);
				campaign.close(claire(), during);
			}
			case "brought back to draft" -> campaign.unschedule(before);
			case "deleted" -> campaign.delete(before);
			default -> {
			}
		}
		this.campaigns.saveAndFlush(campaign);
		return campaign.id();
	}

	CampaignId duplicated(CampaignId original, boolean leaveOutServed) {
		Instant now = Instant.parse("2026-11-02T07:00:00Z");
		Campaign found = this.campaigns.findById(original.value()).orElseThrow();
		Campaign copy = found.duplicate(new CampaignId(UUID.randomUUID()), claire(), CampaignOrigin.PAGE,
				leaveOutServed, Set.of(), "Copie", now);
		CampaignSettings settings = copy.settings(Set.of());
		copy.configure(new CampaignSettings(settings.target(), settings.name(), settings.kind(), settings.triggers(),
				settings.executives(), Set.of(), null, LocalDate.of(2026, 11, 2), null), now);
		copy.launch(claire(), now);
		copy.ready(now);
		this.campaigns.saveAndFlush(copy);
		this.documents.copy(original, copy.id());
		return copy.id();
	}

	private Campaign draft(String target, String triggers, ExecutiveFilter executives, String companies,
			LocalDate start, @Nullable LocalDate end, @Nullable LocalDate since) {
		return draft(DocumentType.SIMPLE, target, triggers, executives, companies, start, end, since);
	}

	private Campaign draft(DocumentType type, String target, String triggers, ExecutiveFilter executives,
			String companies, LocalDate start, @Nullable LocalDate end, @Nullable LocalDate since) {
		Set<PayrollDocument> kinds = EnumSet.noneOf(PayrollDocument.class);
		if (triggers.contains("P")) {
			kinds.add(PayrollDocument.PAYSLIP);
		}
		if (triggers.contains("C")) {
			kinds.add(PayrollDocument.CONTRACT);
		}
		NodeId node = id("id", target);
		NodeId brand = id("brand_id", target);
		Set<UUID> chosen = Set
			.copyOf(this.jdbc.sql("select id from client_company where brand_id = ? and code = any(?)")
				.param(brand.value())
				.param(companies.split(" "))
				.query(UUID.class)
				.list());
		Campaign campaign = new Campaign(
				new CampaignId(UUID.randomUUID()), brand, claire(), CampaignOrigin.PAGE, new CampaignSettings(node,
						"Consignes", CampaignKind.SAFETY_INSTRUCTIONS, kinds, executives, chosen, since, start, end),
				Instant.now());
		this.campaigns.saveAndFlush(campaign);
		this.clientCompanies.set(campaign.id(), brand, chosen);
		addDocument(campaign, type);
		return this.campaigns.findById(campaign.id().value()).orElseThrow();
	}

	private void addDocument(Campaign campaign, DocumentType type) {
		try {
			Path file = Files.createTempFile("campaign", ".pdf");
			this.documents.add(campaign.id(),
					this.addDocument
						.of(campaign.brand(), Files.write(file, SamplePdfs.letter()), "consignes.pdf", "Consignes",
								type)
						.id());
			Files.delete(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private NodeId id(String column, String code) {
		return new NodeId(
				this.jdbc.sql("select " + column + " from node where code = ?").param(code).query(UUID.class).single());
	}

	private ActorId claire() {
		return this.findActor.byLogin("claire.martin").orElseThrow().id();
	}

}
