package io.estafette.local;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where the parts of a running local platform listen; all on the loopback address.
 *
 * @param jdbcUrl the application's database, without user
 * @param user the database role
 * @param password the role's password (empty: the server asks for none)
 * @param grpc Zeebe's gateway, without login
 * @param camundaWeb Tasklist, Operate and the REST API, with the logins of
 * {@link HrLogins}
 * @param rest the REST API without login, with the searches of 8.8
 * @param management Camunda's management pages, with {@code /actuator/clock} in tests
 * @param openSearch the search store behind Operate and Tasklist
 * @param smtpPort the mail catcher's port for mail that goes out
 * @param imapPort the mail catcher's port for reading; any password opens any mailbox
 * @param mailPage the mail catcher's page; {@code /api/mails} lists as JSON
 */
public record PlatformAddresses(String jdbcUrl, String user, String password, URI grpc, URI camundaWeb, URI rest,
		URI management, URI openSearch, int smtpPort, int imapPort, URI mailPage) {

	/**
	 * The Spring properties that connect the application to this platform.
	 * @return names and values
	 */
	public Map<String, String> properties() {
		Map<String, String> properties = new LinkedHashMap<>();
		properties.put("spring.datasource.url", this.jdbcUrl);
		properties.put("spring.datasource.username", this.user);
		properties.put("spring.datasource.password", this.password);
		properties.put("camunda.client.mode", "self-managed");
		properties.put("camunda.client.grpc-address", this.grpc.toString());
		properties.put("camunda.client.rest-address", this.rest.toString());
		properties.put("camunda.client.prefer-rest-over-grpc", "false");
		properties.put("spring.mail.host", "127.0.0.1");
		properties.put("spring.mail.port", Integer.toString(this.smtpPort));
		// Whatever is sent back to the sender's address can be tried out, too.
		properties.put("estafette.mail.bounces.host", "127.0.0.1");
		properties.put("estafette.mail.bounces.port", Integer.toString(this.imapPort));
		properties.put("estafette.mail.bounces.tls", "false");
		properties.put("estafette.mail.bounces.username", "ne-pas-repondre@estafette.example");
		properties.put("estafette.mail.bounces.password", "demo");
		properties.put("estafette.mail.bounces.interval", "10s");
		return properties;
	}

}
