package io.estafette.notification;

import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.estafette.notification.HandOverMail.Line;

import org.springframework.stereotype.Component;

/** The lines of a mail as the outbox keeps them: JSON. */
@Component
class MailLines {

	private final ObjectMapper json;

	MailLines(ObjectMapper json) {
		this.json = json;
	}

	String write(List<Line> lines) {
		try {
			return this.json.writeValueAsString(lines);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	List<Line> read(String lines) {
		try {
			return this.json.readValue(lines, new TypeReference<>() {
			});
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
