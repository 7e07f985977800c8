package io.estafette.tracking.web;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;

import io.estafette.delivery.DeliveryState;
import io.estafette.document.DocumentType;
import io.estafette.organization.ActorId;
import io.estafette.organization.Emitter;
import io.estafette.organization.FindEmitters;
import io.estafette.organization.HrSignIn;
import io.estafette.organization.NodeId;
import io.estafette.platform.Refusal;
import io.estafette.tracking.DocumentFilter;
import io.estafette.tracking.FindSenders;
import io.estafette.tracking.FindSentDocuments;
import io.estafette.tracking.FindSentDocuments.Cursor;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;

/** The page <i>Documents</i> (F9). */
@Controller
class DocumentsPage {

	/** The states that a free diffusion's documents can have. */
	private static final List<DeliveryState> STATES = List.of(DeliveryState.PREPARING, DeliveryState.HANDED_OVER,
			DeliveryState.NOTIFIED, DeliveryState.OPENED, DeliveryState.SIGNATURE_REQUESTED, DeliveryState.SIGNED,
			DeliveryState.DECLINED, DeliveryState.EXPIRED, DeliveryState.FAILED);

	private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);

	private static final LocalDate LATEST = LocalDate.of(2999, 12, 31);

	/** The form above the list, as the browser sends it; all of it is optional. */
	record Form(@Nullable String search, @Nullable UUID emitter, @Nullable DocumentType type,
			@Nullable DeliveryState state, @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate from,
			@DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate to, @Nullable UUID sender) {

		DocumentFilter filter() {
			return new DocumentFilter((this.search != null) ? this.search : "",
					(this.emitter != null) ? new NodeId(this.emitter) : null, this.type, this.state, bounded(this.from),
					bounded(this.to), (this.sender != null) ? new ActorId(this.sender) : null);
		}

		/** Whether it narrows the list at all. */
		public boolean isEmpty() {
			return (this.search == null || this.search.isBlank()) && this.emitter == null && this.type == null
					&& this.state == null && this.from == null && this.to == null && this.sender == null;
		}

		private static @Nullable LocalDate bounded(@Nullable LocalDate day) {
			if (day == null) {
				return null;
			}
			return day.isBefore(EARLIEST) ? EARLIEST : (day.isAfter(LATEST) ? LATEST : day);
		}

	}

	private final FindEmitters findEmitters;

	private final FindSentDocuments findSentDocuments;

	private final FindSenders findSenders;

	DocumentsPage(FindEmitters findEmitters, FindSentDocuments findSentDocuments, FindSenders findSenders) {
		this.findEmitters = findEmitters;
		this.findSentDocuments = findSentDocuments;
		this.findSenders = findSenders;
	}

	@GetMapping("/documents")
	String list(@ModelAttribute("form") Form form, @RequestParam(required = false) @Nullable String after,
			@AuthenticationPrincipal HrSignIn user, Model model) {
		List<Emitter> emitters = this.findEmitters.of(user.actor());
		if (emitters.isEmpty()) {
			throw Refusal.notFound();
		}
		FindSentDocuments.Page page = this.findSentDocuments.of(user.actor(), form.filter(), cursor(after));
		model.addAttribute("emitters", emitters);
		model.addAttribute("senders", this.findSenders.of(user.actor()));
		model.addAttribute("types", DocumentType.values());
		model.addAttribute("states", STATES);
		model.addAttribute("lines", page.lines());
		model.addAttribute("first", after == null);
		model.addAttribute("next", page.next());
		return "tracking/documents";
	}

	private static @Nullable Cursor cursor(@Nullable String after) {
		try {
			return (after != null) ? Cursor.parse(after) : null;
		}
		catch (RuntimeException ex) {
			throw Refusal.notFound();
		}
	}

}
