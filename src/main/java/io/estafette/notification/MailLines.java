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

	String write(List<? extends Record> lines) {
		try {
			return this.json.writeValueAsString(lines);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException(ex);
		}
	}

	List<Line> read(String lines) {
		return read(lines, new TypeReference<>() {
		});
	}

	List<NewsMail.Line> readNews(String lines) {
		return read(lines, new TypeReference<>() {
		});
	}

	private <T> List<T> read(String lines, TypeReference<List<T>> type) {
		try {
			return this.json.readValue(lines, type);
		}
		catch (JsonProcessingException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
