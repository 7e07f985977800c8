package io.estafette.notification;

import java.util.List;
import java.util.UUID;

import io.estafette.directory.EmployeeId;
import io.estafette.organization.NodeId;

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
	 * One document: its name as the employee sees it, and whether a signature is asked
	 * for.
	 */
	public record Line(String name, boolean toSign) {
	}

}
