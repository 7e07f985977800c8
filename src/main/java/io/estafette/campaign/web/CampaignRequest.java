package io.estafette.campaign.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

import io.estafette.campaign.CampaignKind;
import io.estafette.campaign.ExecutiveFilter;
import io.estafette.campaign.RequestCampaign;
import io.estafette.organization.PayrollDocument;
import io.estafette.platform.Refusal;
import io.estafette.platform.web.ApiInput;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The part {@code campaign}: of a draft, anything but the target may be missing. */
@ApiInput
@Schema(name = "CampaignRequest", requiredProperties = { "target" })
record CampaignRequest(
		@Schema(description = "What the campaign is called", example = "Consignes de sécurité 2026",
				maxLength = 150) @Nullable String name,
		@Schema(description = "What it hands out; OTHER when not given") @Nullable CampaignKind kind,
		@Schema(description = "Code of the brand, company, agency or establishment",
				example = "LYO") @Nullable String target,
		@ArraySchema(arraySchema = @Schema(description = "Which payroll documents bring its documents along"),
				maxItems = 2) @Nullable List<@Nullable PayrollDocument> triggers,
		@Schema(description = "ALL, only executives, or all but executives; ALL when not given") @Nullable ExecutiveFilter executives,
		@ArraySchema(arraySchema = @Schema(description = "Codes of client companies; nobody else's people are served"),
				schema = @Schema(example = "EU-ACIER"),
				maxItems = 1000) @Nullable List<@Nullable String> clientCompanies,
		@Schema(description = "Deposits from this day on are served too; at most three months ago",
				nullable = true) @Nullable LocalDate retroactiveSince,
		@Schema(description = "First day, in Paris", example = "2026-11-23") @Nullable LocalDate startDate,
		@Schema(description = "Last day, inclusive, in Paris", nullable = true) @Nullable LocalDate endDate,
		@ArraySchema(arraySchema = @Schema(description = "The documents, in the order in which people see them"),
				maxItems = 20) @Nullable List<@Nullable Document> documents) {

	@Schema(name = "CampaignRequestDocument", requiredProperties = { "file", "name" })
	record Document(
			@Schema(description = "The file name of the part `files` that holds the PDF",
					example = "consignes.pdf") @Nullable String file,
			@Schema(description = "What the employee sees", example = "Consignes", minLength = 1,
					maxLength = 150) @Nullable String name,
			@Schema(description = "Whether people are asked to sign it; false when not given") @Nullable Boolean toSign) {

	}

	RequestCampaign.Request with(List<RequestCampaign.Upload> files) {
		return new RequestCampaign.Request(this.name, Objects.requireNonNullElse(this.kind, CampaignKind.OTHER),
				required(this.target, "target"), Set.copyOf(all(this.triggers, "triggers")),
				Objects.requireNonNullElse(this.executives, ExecutiveFilter.ALL),
				Set.copyOf(all(this.clientCompanies, "clientCompanies")), this.retroactiveSince, this.startDate,
				this.endDate, documents(files), files);
	}

	/** Null when the request does not speak of documents: those there are stay. */
	private @Nullable List<RequestCampaign.Document> documents(List<RequestCampaign.Upload> files) {
		if (this.documents == null && files.isEmpty()) {
			return null;
		}
		List<Document> listed = all(this.documents, "documents");
		return IntStream.range(0, listed.size()).mapToObj((index) -> {
			Document document = listed.get(index);
			String at = "documents[" + index + "].";
			return new RequestCampaign.Document(required(document.file(), at + "file"),
					required(document.name(), at + "name"), Boolean.TRUE.equals(document.toSign()));
		}).toList();
	}

	private static <T> List<T> all(@Nullable List<@Nullable T> values, String field) {
		if (values == null) {
			return List.of();
		}
		return IntStream.range(0, values.size())
			.mapToObj((index) -> required(values.get(index), field + "[" + index + "]"))
			.toList();
	}

	private static <T> T required(@Nullable T value, String field) {
		if (value == null) {
			throw new Refusal(Refusal.Kind.INVALID, "FIELD_MISSING", field);
		}
		return value;
	}

}
