package io.estafette.notification;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

import io.estafette.directory.EmployeeId;
import io.estafette.organization.NodeId;
import org.jspecify.annotations.Nullable;

/**
 * A mail to write: what one hand-over brought to one person (D2).
 *
 * @param handOver the hand-over's id, from which the Message-ID is made
 * @param node in whose name it is sent
 * @param documents in the order in which the mail lists them
 */
public record HandOverMail(UUID handOver, EmployeeId employee, NodeId node,
		List<Line> documents) implements MailContent {

	/**
	 * One document.
	 *
	 * @param name as the employee sees it
	 * @param toSign whether a signature is asked for
	 * @param until when the time to sign ends; null where it does not
	 */
	public record Line(String name, boolean toSign, @Nullable Instant until) {

		/** A document whose time does not end. */
		public Line(String name, boolean toSign) {
			this(name, toSign, null);
		}

	}

}
