package io.estafette.platform.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;

import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.DefaultAuthenticationEventPublisher;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

import static org.assertj.core.api.Assertions.assertThat;

/** How often a password can be guessed, and who cannot sign in meanwhile. */
class LoginAttemptsTests {

	private static final String HOME = "192.0.2.7";

	private Instant now = Instant.parse("2026-11-27T08:00:00Z");

	private final AtomicInteger asked = new AtomicInteger();

	private final AuthenticationManager manager = new LoginAttempts(new Clock() {

		@Override
		public Instant instant() {
			return LoginAttemptsTests.this.now;
		}

		@Override
		public ZoneId getZone() {
			return ZoneOffset.UTC;
		}

		@Override
		public Clock withZone(ZoneId zone) {
			return this;
		}

	}, new DefaultAuthenticationEventPublisher()).limit((authentication) -> {
		this.asked.incrementAndGet();
		if (!"right".equals(authentication.getCredentials())) {
			throw new BadCredentialsException("wrong");
		}
		return authentication;
	});

	@Test
	void guessingFromManyAddressesIsSlowedDownButShutsNobodyOut() {
		assertThat(signIn(HOME, "right")).isEqualTo("in");
		for (int i = 0; i < 1000; i++) {
			signIn("198.51.100." + (i % 250) + ":" + i, "guess " + i);
		}
		assertThat(this.asked).as("passwords looked at").hasValueLessThanOrEqualTo(31);
		assertThat(signIn(HOME, "wrong")).as("known here").isEqualTo("wrong");
		assertThat(signIn(HOME, "right")).isEqualTo("in");
		assertThat(signIn("203.0.113.9", "right")).as("somewhere new").isEqualTo("locked");
		this.now = this.now.plusSeconds(61);
		assertThat(signIn("203.0.113.9", "right")).as("a minute later").isEqualTo("in");
		assertThat(signIn("203.0.113.10", "guess")).isEqualTo("locked");

		int before = this.asked.get();
		for (int minute = 0; minute < 60; minute++) {
			this.now = this.now.plusSeconds(61);
			for (int i = 0; i < 50; i++) {
				signIn("198.51.100." + i + ":" + minute, "guess");
			}
		}
		assertThat(this.asked.get() - before).as("in an hour").isEqualTo(60);
		this.now = this.now.plus(Duration.ofHours(2));
		assertThat(signIn("203.0.113.11", "guess")).as("forgotten").isEqualTo("wrong");
	}

	@Test
	void guessingFromOneAddressWaitsAQuarterOfAnHour() {
		for (int i = 0; i < 10; i++) {
			assertThat(signIn(HOME, "guess")).isEqualTo("wrong");
		}
		assertThat(signIn(HOME, "right")).isEqualTo("locked");
		assertThat(signIn("192.0.2.8", "right")).as("from elsewhere").isEqualTo("in");
		this.now = this.now.plus(Duration.ofMinutes(16));
		assertThat(signIn(HOME, "right")).isEqualTo("in");
	}

	private String signIn(String address, String password) {
		MockHttpServletRequest request = new MockHttpServletRequest();
		request.setRemoteAddr(address);
		UsernamePasswordAuthenticationToken attempt = UsernamePasswordAuthenticationToken
			.unauthenticated("claire.martin", password);
		attempt.setDetails(new WebAuthenticationDetails(request));
		try {
			this.manager.authenticate(attempt);
			return "in";
		}
		catch (LockedException ex) {
			return "locked";
		}
		catch (AuthenticationException ex) {
			return "wrong";
		}
	}

}
