package io.estafette.diffusion.process;

import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.estafette.diffusion.CheckFreeDiffusion;
import io.estafette.diffusion.FreeDiffusionId;
import io.estafette.diffusion.process.FreeDiffusionVariables.Document;
import io.estafette.diffusion.process.FreeDiffusionVariables.Person;
import io.estafette.diffusion.process.FreeDiffusionVariables.Summary;
import io.estafette.document.DocumentView;
import io.estafette.organization.FindActor;
import io.estafette.platform.Refusal;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Works the job check-documents. */
@Component
public class CheckDocumentsWorker {

	public record Result(@Nullable String documentsProblem, List<Document> documents, @Nullable Summary summary,
			List<Person> chosen, int recipientCount) {
	}

	private final FindActor findActor;

	private final CheckFreeDiffusion checkFreeDiffusion;

	private final FormWords words;

	CheckDocumentsWorker(FindActor findActor, CheckFreeDiffusion checkFreeDiffusion, FormWords words) {
		this.findActor = findActor;
		this.checkFreeDiffusion = checkFreeDiffusion;
		this.words = words;
	}

	@JobWorker(type = "check-documents")
	public Result check(@Variable String freeDiffusionId, @Variable String login) {
		FreeDiffusionId id = new FreeDiffusionId(UUID.fromString(freeDiffusionId));
		FormWords.Chosen chosen = this.words.chosen(id);
		try {
			CheckFreeDiffusion.Summary summary = this.checkFreeDiffusion.of(id, this.findActor.hrUser(login));
			return new Result(null, summary.documents().stream().map(this.words::document).toList(),
					new Summary(summary.emitter().node().name(), summary.recipients(), summary.recipients(),
							summary.sealed(), warnings(summary.documents())),
					chosen.first(), chosen.count());
		}
		catch (Refusal refusal) {
			return new Result(this.words.sentence(refusal), List.of(), null, chosen.first(), chosen.count());
		}
	}

	private String warnings(List<DocumentView> documents) {
		return documents.stream()
			.filter(DocumentView::activeContent)
			.map((document) -> this.words.message("diffusion.warning.activeContent", document.name()))
			.collect(Collectors.joining(" "));
	}

}
