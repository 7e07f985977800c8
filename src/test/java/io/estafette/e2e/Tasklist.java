package io.estafette.e2e;

import java.net.URI;
import java.util.regex.Pattern;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

/** Camunda's Tasklist as an HR user handles it. */
final class Tasklist {

	private final Page page;

	private final String address;

	Tasklist(Page page, String address) {
		this.page = page;
		this.address = address;
	}

	void signIn(String login) {
		this.page.navigate(this.address);
		this.page.locator("input[name=username]").fill(login);
		this.page.locator("input[name=password]").fill("demo");
		this.page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Connexion")).click();
		this.page.getByText("Tâches ouvertes").first().waitFor();
	}

	/** Starts a process from the tab Processus with its start form. */
	void start(String process, String login) {
		this.page.navigate(this.address + "/processes");
		Locator tile = this.page.locator("[data-testid=process-tile]")
			.filter(new Locator.FilterOptions().setHasText(process));
		tile.waitFor();
		dismissDialogs();
		tile.getByRole(AriaRole.BUTTON).first().click();
		this.page.getByLabel(Pattern.compile("identifiant")).fill(login);
		this.page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Démarrer le processus"))
			.last()
			.click();
	}

	/** Opens the newest open task with this name, as soon as it can be filled in. */
	void open(String task) {
		this.page.navigate(this.address);
		Locator line = this.page.locator("[data-testid^=task-]")
			.filter(new Locator.FilterOptions().setHasText(task))
			.first();
		line.waitFor();
		dismissDialogs();
		line.click();
		complete().waitFor();
		awaitForm();
		assertThat(this.page.locator(".fjs-form [readonly], .fjs-form [disabled]")).hasCount(0);
	}

	/**
	 * Now and then Tasklist shows a task without its form until the page is loaded anew.
	 */
	private void awaitForm() {
		Locator field = this.page.locator(".fjs-form .fjs-form-field").first();
		try {
			field.waitFor(new Locator.WaitForOptions().setTimeout(20_000));
		}
		catch (TimeoutError ex) {
			this.page.reload();
			field.waitFor();
		}
	}

	/** Picks an entry of a list that is searched by typing. */
	void pick(String text) {
		Locator input = this.page.locator(".fjs-form-field-select input");
		input.click();
		input.fill(text);
		this.page.locator(".fjs-dropdownlist-item")
			.filter(new Locator.FilterOptions().setHasText(text))
			.first()
			.click();
	}

	void choose(String label) {
		this.page.locator(".fjs-form-field-radio")
			.getByText(label, new Locator.GetByTextOptions().setExact(true))
			.click();
	}

	/** Completes the open task and waits until it has left the list. */
	void finish() {
		Locator line = this.page.getByTestId("task-" + URI.create(this.page.url()).getPath().replaceAll("\\D", ""));
		assertThat(line).isVisible();
		complete().click();
		assertThat(line).hasCount(0);
	}

	private Locator complete() {
		return this.page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Terminer la tâche"));
	}

	/** Tasklist greets newcomers with dialogs of its own. */
	private void dismissDialogs() {
		Locator dialog = this.page.getByRole(AriaRole.BUTTON,
				new Page.GetByRoleOptions().setName(Pattern.compile("^(Continuer|J'ai compris|Compris|Got it)$")));
		if (dialog.count() > 0 && dialog.first().isVisible()) {
			dialog.first().click();
		}
	}

}
