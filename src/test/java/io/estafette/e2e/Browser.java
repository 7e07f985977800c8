package io.estafette.e2e;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import io.estafette.support.Tools;

/** The Chromium of the machine, driven by Playwright. */
final class Browser implements AutoCloseable {

	private static final double TIMEOUT_MS = 60_000;

	private final Playwright playwright;

	private final com.microsoft.playwright.Browser chromium;

	private final String address;

	/** For the pages of the application that listens at this port. */
	Browser(int port) {
		this.address = "http://localhost:" + port;
		Path program = Tools.require("chromium");
		PlaywrightAssertions.setDefaultAssertionTimeout(TIMEOUT_MS);
		this.playwright = Playwright
			.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
		this.chromium = this.playwright.chromium()
			.launch(new BrowserType.LaunchOptions().setExecutablePath(program)
				.setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
						"--disable-background-networking", "--disable-component-update", "--disable-sync")));
	}

	/** A fresh visitor: no cookies, French. */
	Page visitor(int width, int height) {
		return visitor(width, height, "fr-FR");
	}

	/** A fresh visitor whose browser asks for this language. */
	Page visitor(int width, int height, String language) {
		BrowserContext context = this.chromium
			.newContext(new com.microsoft.playwright.Browser.NewContextOptions().setLocale(language)
				.setBaseURL(this.address)
				.setViewportSize(width, height)
				.setAcceptDownloads(true));
		context.setDefaultTimeout(TIMEOUT_MS);
		return context.newPage();
	}

	/** Signs in with the password of the demonstration. */
	static void signIn(Page page, String login) {
		signIn(page, login, "demo");
	}

	static void signIn(Page page, String login, String password) {
		page.navigate("/login");
		fillLogin(page, login, password);
	}

	/** Signs in where the page asks for it. */
	static void fillLogin(Page page, String login, String password) {
		page.locator("input[name=username]").fill(login);
		page.locator("input[name=password]").fill(password);
		page.locator("main button[type=submit]").click();
		page.waitForURL((url) -> !url.contains("/login"));
	}

	/** What is typed before the page's scripts are there is not searched for. */
	static void awaitScripts(Page page) {
		page.waitForFunction("() => window.htmx !== undefined && document.readyState === 'complete'");
	}

	/** Keeps a picture in {@code target/e2e}, to look at. */
	static void picture(Page page, String name) {
		page.screenshot(
				new Page.ScreenshotOptions().setPath(Path.of("target", "e2e", name + ".png")).setFullPage(true));
	}

	@Override
	public void close() {
		this.chromium.close();
		this.playwright.close();
	}

}
