package io.estafette.platform.web;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every text that users read exists in French and in English, and no template brings
 * words of its own.
 */
class MessagesTests {

	private static final Path RESOURCES = Path.of("src", "main", "resources");

	/** Elements whose content is not replaced by Thymeleaf, with words in it. */
	private static final Pattern BARE_TEXT = Pattern
		.compile("<(?!script|style|title)[a-z][a-z0-9]*(?![^>]*th:text)[^>]*>\\s*[^<\\s][^<]*\\p{L}{2,}");

	static List<Path> frenchBundles() throws IOException {
		try (Stream<Path> files = Files.list(RESOURCES.resolve("messages"))) {
			return files.filter((file) -> !file.getFileName().toString().contains("_")).sorted().toList();
		}
	}

	static List<Path> pages() throws IOException {
		try (Stream<Path> files = Files.walk(RESOURCES.resolve("templates"))) {
			return files.filter((file) -> file.toString().endsWith(".html")).sorted().toList();
		}
	}

	@ParameterizedTest
	@MethodSource("frenchBundles")
	void bothLanguagesSayTheSameThings(Path french) throws IOException {
		Path english = french.resolveSibling(french.getFileName().toString().replace(".properties", "_en.properties"));
		assertThat(keys(english)).isEqualTo(keys(french));
	}

	@ParameterizedTest
	@MethodSource("pages")
	void everyMessageOfATemplateExists(Path page) throws IOException {
		Set<String> known = new TreeSet<>();
		for (Path bundle : frenchBundles()) {
			known.addAll(keys(bundle));
		}
		Matcher used = Pattern.compile("#\\{([A-Za-z][A-Za-z0-9._-]*)[}(]|messages\\.msg\\('([^']+)'\\)")
			.matcher(Files.readString(page));
		while (used.find()) {
			assertThat(known).contains((used.group(1) != null) ? used.group(1) : used.group(2));
		}
	}

	@Test
	void noPageBringsWordsOfItsOwn() throws IOException {
		for (Path page : pages()) {
			if (page.toString().contains("notification")) {
				continue;
			}
			String html = Pattern.compile("\"[^\"]*\"")
				.matcher(Files.readString(page).replaceAll("(?s)<!--.*?-->", "").replaceAll("\\s+", " "))
				.replaceAll((quoted) -> Matcher.quoteReplacement(quoted.group().replace('>', ' ')));
			Matcher bare = BARE_TEXT.matcher(html);
			assertThat(bare.results()
				.map((match) -> match.group())
				.filter((text) -> !text.contains("Estafette") && !text.matches(".*>(FR|EN)$"))
				.toList()).as(page.toString()).isEmpty();
		}
	}

	private static Set<String> keys(Path bundle) throws IOException {
		Properties properties = new Properties();
		try (Reader reader = Files.newBufferedReader(bundle)) {
			properties.load(reader);
		}
		return new TreeSet<>(properties.stringPropertyNames());
	}

}
