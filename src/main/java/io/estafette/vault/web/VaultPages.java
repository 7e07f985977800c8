package io.estafette.vault.web;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

import io.estafette.delivery.DeliveryId;
import io.estafette.delivery.RecordOpened;
import io.estafette.directory.EmployeeSignIn;
import io.estafette.document.OpenDocument;
import io.estafette.platform.Refusal;
import io.estafette.vault.FindVaultItems;
import io.estafette.vault.VaultItem;
import org.springframework.core.io.InputStreamResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The vault: a list, a page to read a document on, and the document itself (D3). */
@Controller
@RequestMapping("/coffre")
class VaultPages {

	private static final int LAST_PAGE = 10_000;

	private final FindVaultItems findItems;

	private final OpenDocument openDocument;

	private final RecordOpened recordOpened;

	VaultPages(FindVaultItems findItems, OpenDocument openDocument, RecordOpened recordOpened) {
		this.findItems = findItems;
		this.openDocument = openDocument;
		this.recordOpened = recordOpened;
	}

	@GetMapping
	String list(@RequestParam(defaultValue = "0") int page, @AuthenticationPrincipal EmployeeSignIn owner,
			Model model) {
		int shown = Math.clamp(page, 0, LAST_PAGE);
		List<VaultItem> items = this.findItems.of(owner.account(), shown);
		model.addAttribute("items", items.stream().limit(FindVaultItems.PAGE).toList());
		model.addAttribute("page", shown);
		model.addAttribute("more", items.size() > FindVaultItems.PAGE);
		return "vault/list";
	}

	@GetMapping("/{delivery}")
	String read(@PathVariable UUID delivery, @AuthenticationPrincipal EmployeeSignIn owner, Model model) {
		model.addAttribute("item", item(delivery, owner));
		return "vault/read";
	}

	/**
	 * The bytes; with {@code download}, to be kept rather than shown. Either way the
	 * document counts as opened.
	 */
	@GetMapping("/{delivery}/document.pdf")
	ResponseEntity<Resource> content(@PathVariable UUID delivery, @RequestParam(required = false) boolean download,
			@AuthenticationPrincipal EmployeeSignIn owner) {
		VaultItem item = item(delivery, owner);
		OpenDocument.Opened opened = this.openDocument.asDelivered(item.document()).orElseThrow(Refusal::notFound);
		this.recordOpened.of(new DeliveryId(delivery));
		ContentDisposition.Builder disposition = download ? ContentDisposition.attachment()
				: ContentDisposition.inline();
		return ResponseEntity.ok()
			.contentType(MediaType.APPLICATION_PDF)
			.contentLength(opened.size())
			.cacheControl(CacheControl.noStore().cachePrivate())
			.header(HttpHeaders.CONTENT_DISPOSITION,
					disposition.filename(item.name() + ".pdf", StandardCharsets.UTF_8).build().toString())
			.body(new InputStreamResource(opened.stream()));
	}

	private VaultItem item(UUID delivery, EmployeeSignIn owner) {
		return this.findItems.of(owner.account(), delivery).orElseThrow(Refusal::notFound);
	}

}
