package io.estafette.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * The PostgreSQL server. It keeps its own record of its process in the data directory.
 */
final class PostgresPart extends Part {

	static final String NAME = "PostgreSQL";

	private final Path data;

	private final int port;

	private final boolean durable;

	/**
	 * Describes a server.
	 * @param durable whether data must survive a crash of the machine
	 */
	PostgresPart(LocalDirectory directory, int port, boolean durable) {
		super(NAME, directory.log("postgresql"), Map.of(port, NAME));
		this.data = directory.postgres();
		this.port = port;
		this.durable = durable;
	}

	@Override
	Optional<ProcessHandle> find() {
		return find(this.data);
	}

	/**
	 * Finds the server of a data directory.
	 * @param data the data directory
	 * @return its main process, if it runs
	 */
	static Optional<ProcessHandle> find(Path data) {
		List<String> lines = lines(data);
		if (lines.size() < 4) {
			return Optional.empty();
		}
		Instant started = Instant.ofEpochSecond(Long.parseLong(lines.get(2).strip()));
		return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
			.filter(ProcessHandle::isAlive)
			.filter((process) -> PidFile.startedAt(process, started));
	}

	@Override
	boolean isCurrent() {
		List<String> lines = lines(this.data);
		return lines.size() >= 4 && lines.get(3).strip().equals(Integer.toString(this.port));
	}

	@Override
	void launch() throws IOException {
		Files.createDirectories(log().getParent());
		EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
			.setOverrideWorkingDirectory(LocalDirectory.PARTS.toFile())
			.setDataDirectory(this.data)
			.setCleanDataDirectory(false)
			.setRegisterShutdownHook(false)
			.setPort(this.port)
			.setPGStartupWait(Duration.ofSeconds(90))
			.setOutputRedirector(ProcessBuilder.Redirect.appendTo(log().toFile()))
			.setErrorRedirector(ProcessBuilder.Redirect.appendTo(log().toFile()))
			.setServerConfig("listen_addresses", "127.0.0.1")
			.setServerConfig("max_connections", "200")
			.setServerConfig("fsync", this.durable ? "on" : "off")
			.setServerConfig("synchronous_commit", this.durable ? "on" : "off")
			// PostgreSQL's own C.UTF-8 knows upper and lower case of all letters, on
			// every
			// system alike.
			.setLocaleConfig("locale", "C")
			.setLocaleConfig("locale-provider", "builtin")
			.setLocaleConfig("builtin-locale", "C.UTF-8");
		builder.start();
	}

	@Override
	boolean isHealthy() {
		try (Connection connection = connect(); Statement statement = connection.createStatement()) {
			return statement.execute("SELECT 1");
		}
		catch (SQLException ex) {
			return false;
		}
	}

	@Override
	void end(ProcessHandle process, boolean gently) {
		end(process, gently ? "INT" : "QUIT");
	}

	/**
	 * Ends a server without waiting for its clients, which is what {@code TERM} would do.
	 */
	private static void end(ProcessHandle process, String signal) {
		try {
			new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().waitFor();
		}
		catch (IOException ex) {
			process.destroy();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/**
	 * Makes sure that the role and a database exist.
	 * @param database the name of the database
	 * @return the database's JDBC address, without user
	 */
	String createDatabase(String database) {
		try (Connection connection = connect(); Statement statement = connection.createStatement()) {
			if (isMissing(statement, "SELECT 1 FROM pg_roles WHERE rolname = '" + TestDatabase.USER + "'")) {
				statement.execute("CREATE ROLE " + TestDatabase.USER + " LOGIN");
			}
			if (isMissing(statement, "SELECT 1 FROM pg_database WHERE datname = '" + database + "'")) {
				statement.execute("CREATE DATABASE " + database + " OWNER " + TestDatabase.USER);
			}
			return "jdbc:postgresql://localhost:" + this.port + "/" + database;
		}
		catch (SQLException ex) {
			throw new PlatformFailure("The database " + database + " cannot be created: " + ex.getMessage(), ex);
		}
	}

	private Connection connect() throws SQLException {
		return DriverManager
			.getConnection("jdbc:postgresql://localhost:" + this.port + "/postgres?user=postgres&connectTimeout=2");
	}

	private static boolean isMissing(Statement statement, String query) throws SQLException {
		try (ResultSet result = statement.executeQuery(query)) {
			return !result.next();
		}
	}

	private static List<String> lines(Path data) {
		try {
			return Files.readAllLines(data.resolve("postmaster.pid"));
		}
		catch (IOException ex) {
			return List.of();
		}
	}

}
