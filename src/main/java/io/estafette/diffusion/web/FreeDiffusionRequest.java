package io.estafette.diffusion.web;

import java.util.List;
import java.util.stream.IntStream;

import io.estafette.diffusion.RequestFreeDiffusion;
import io.estafette.document.DocumentType;
import io.estafette.platform.Refusal;
import io.estafette.platform.web.ApiInput;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The part {@code request}: any field may be missing until {@link #with} has looked. */
@ApiInput
@Schema(name = "FreeDiffusionRequest", requiredProperties = { "emitter", "recipients", "documents" })
record FreeDiffusionRequest(
		@Schema(description = "Code of the agency or establishment in whose name the documents are sent",
				example = "LYO") @Nullable String emitter,
		@ArraySchema(
				arraySchema = @Schema(
						description = "Matricules of employees of the emitter; who is named twice is served once"),
				schema = @Schema(example = "H0001"), minItems = 1,
				maxItems = RequestFreeDiffusion.MOST_RECIPIENTS) @Nullable List<@Nullable String> recipients,
		@ArraySchema(arraySchema = @Schema(description = "The documents, in the order in which people see them"),
				minItems = 1, maxItems = 20) @Nullable List<@Nullable Document> documents) {

	@Schema(name = "FreeDiffusionRequestDocument", requiredProperties = { "file", "name", "type" })
	record Document(
			@Schema(description = "The file name of the part `files` that holds the PDF",
					example = "note.pdf") @Nullable String file,
			@Schema(description = "What the employee sees", example = "Note de service", minLength = 1,
					maxLength = 150) @Nullable String name,
			@Schema(description = "SIMPLE is delivered byte for byte, PROTECTED is sealed, TO_SIGN asks for a signature",
					example = "SIMPLE") @Nullable DocumentType type) {

	}

	RequestFreeDiffusion.Request with(List<RequestFreeDiffusion.Upload> files) {
		return new RequestFreeDiffusion.Request(required(this.emitter, "emitter"),
				all(required(this.recipients, "recipients"), "recipients"), allDocuments(), files);
	}

	private List<RequestFreeDiffusion.Document> allDocuments() {
		List<Document> listed = all(required(this.documents, "documents"), "documents");
		return IntStream.range(0, listed.size()).mapToObj((index) -> {
			Document document = listed.get(index);
			String at = "documents[" + index + "].";
			return new RequestFreeDiffusion.Document(required(document.file(), at + "file"),
					required(document.name(), at + "name"), required(document.type(), at + "type"));
		}).toList();
	}

	private static <T> List<T> all(List<@Nullable T> values, String field) {
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
