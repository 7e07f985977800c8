package io.estafette.vault.web;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

import io.estafette.delivery.DeliveryId;
import io.estafette.delivery.RecordOpened;
import io.estafette.directory.EmployeeSignIn;
import io.estafette.document.DocumentType;
import io.estafette.document.OpenContent;
import io.estafette.organization.FindLogo;
import io.estafette.platform.Refusal;
import io.estafette.platform.web.Journaled;
import io.estafette.platform.web.PrivateFile;
import io.estafette.signature.RecordReading;
import io.estafette.signature.SignatureState;
import io.estafette.signature.Visitor;
import io.estafette.vault.DescribeVault;
import io.estafette.vault.FindVaultItems;
import io.estafette.vault.OpenItem;
import io.estafette.vault.VaultFilter;
import io.estafette.vault.VaultItem;
import io.estafette.vault.WriteArchive;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
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
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The vault: a list, a page to read a document on, the document itself, and everything as
 * one archive (D3).
 */
@Controller
@RequestMapping("/coffre")
class VaultPages {

	private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

	/** The form above the list, as the browser sends it; all of it is optional. */
	record Form(@Nullable String search, @Nullable DocumentType type, @Nullable Integer year,
			@Nullable Boolean unread) {

		VaultFilter filter() {
			return new VaultFilter((this.search != null) ? this.search : "", this.type, this.year,
					Boolean.TRUE.equals(this.unread));
		}

		/** Whether it narrows the list at all. */
		public boolean isEmpty() {
			return (this.search == null || this.search.isBlank()) && this.type == null && this.year == null
					&& !Boolean.TRUE.equals(this.unread);
		}

	}

	/**
	 * The items of one month.
	 *
	 * @param day the first of the month
	 * @param continued whether the page before has begun it
	 */
	record Month(LocalDate day, boolean continued, List<VaultItem> items) {
	}

	private final FindVaultItems findItems;

	private final DescribeVault describe;

	private final OpenItem openItem;

	private final RecordReading recordReading;

	private final RecordOpened recordOpened;

	private final WriteArchive writeArchive;

	private final FindLogo findLogo;

	private final Clock clock;

	VaultPages(FindVaultItems findItems, DescribeVault describe, OpenItem openItem, RecordReading recordReading,
			RecordOpened recordOpened, WriteArchive writeArchive, FindLogo findLogo, Clock clock) {
		this.findItems = findItems;
		this.describe = describe;
		this.openItem = openItem;
		this.recordReading = recordReading;
		this.recordOpened = recordOpened;
		this.writeArchive = writeArchive;
		this.findLogo = findLogo;
		this.clock = clock;
	}

	@GetMapping
	String list(@ModelAttribute("form") Form form, @RequestParam(required = false) @Nullable String after,
			@RequestHeader(name = "HX-Request", required = false) boolean inPlace,
			@AuthenticationPrincipal EmployeeSignIn owner, Model model) {
		VaultItem.@Nullable Cursor cursor = cursor(after);
		FindVaultItems.Page page = this.findItems.of(owner.account(), form.filter(), cursor);
		model.addAttribute("vault", this.describe.of(owner.account()));
		if (cursor == null && form.isEmpty()) {
			model.addAttribute("toSign", this.findItems.toSign(owner.account()));
		}
		model.addAttribute("months", months(page.items(), inPlace ? cursor : null));
		model.addAttribute("first", cursor == null);
		model.addAttribute("next", page.next());
		// Where a reader who asked for more goes on: the first new item.
		model.addAttribute("focus",
				(inPlace && cursor != null && !page.items().isEmpty()) ? page.items().getFirst().delivery() : null);
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
	@Journaled(value = "DOCUMENT_READ", subject = "delivery", id = "delivery")
	ResponseEntity<Resource> content(@PathVariable UUID delivery, @RequestParam(required = false) boolean download,
			@AuthenticationPrincipal EmployeeSignIn owner, HttpServletRequest request) {
		VaultItem item = item(delivery, owner);
		OpenContent.Opened opened = this.openItem.of(item, owner.account()).orElseThrow(Refusal::notFound);
		this.recordOpened.of(new DeliveryId(delivery));
		if (item.signature() == SignatureState.REQUESTED) {
			String browser = request.getHeader(HttpHeaders.USER_AGENT);
			this.recordReading.of(delivery, new Visitor(owner.account(), request.getSession().getId(),
					request.getRemoteAddr(), (browser != null) ? browser : ""));
		}
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

	/** The logo of who sent a document (O1), if there is one. */
	@GetMapping("/{delivery}/logo.png")
	ResponseEntity<byte[]> logo(@PathVariable UUID delivery, @AuthenticationPrincipal EmployeeSignIn owner) {
		return ResponseEntity.ok()
			.contentType(MediaType.IMAGE_PNG)
			.cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePrivate())
			.body(this.findLogo.of(item(delivery, owner).senderNode()).orElseThrow(Refusal::notFound));
	}

	/**
	 * Everything, or what the filter shows, as one ZIP. Written by the request's own
	 * thread, as slowly as the reader reads: there is no time limit.
	 */
	@GetMapping("/archive")
	@Journaled(value = "VAULT_DOWNLOADED", subject = "vault_account", id = "")
	void archive(@ModelAttribute("form") Form form, @AuthenticationPrincipal EmployeeSignIn owner, Locale language,
			HttpServletResponse response) throws IOException {
		String name = "coffre-" + this.clock.instant().atZone(PARIS).toLocalDate() + ".zip";
		PrivateFile.begin(response, "application/zip", name);
		this.writeArchive.of(owner.account(), form.filter(), language, response.getOutputStream());
	}

	private VaultItem item(UUID delivery, EmployeeSignIn owner) {
		return this.findItems.of(owner.account(), delivery).orElseThrow(Refusal::notFound);
	}

	private static List<Month> months(List<VaultItem> items, VaultItem.@Nullable Cursor before) {
		Map<YearMonth, List<VaultItem>> byMonth = items.stream()
			.collect(Collectors.groupingBy((item) -> YearMonth.from(item.deliveredAt().atZone(PARIS)),
					LinkedHashMap::new, Collectors.toList()));
		@Nullable YearMonth begun = (before != null) ? YearMonth.from(before.deliveredAt().atZone(PARIS)) : null;
		return byMonth.entrySet()
			.stream()
			.map((month) -> new Month(month.getKey().atDay(1), month.getKey().equals(begun), month.getValue()))
			.toList();
	}

	private static VaultItem.@Nullable Cursor cursor(@Nullable String after) {
		try {
			return (after != null) ? VaultItem.Cursor.parse(after) : null;
		}
		catch (RuntimeException ex) {
			throw Refusal.notFound();
		}
	}

}
