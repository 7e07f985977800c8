package io.estafette.directory;

import java.util.List;

import io.estafette.organization.ActorId;
import io.estafette.organization.Emitter;
import io.estafette.organization.FindEmitters;
import io.estafette.organization.FindVisibleNodes;
import io.estafette.organization.Node;
import io.estafette.platform.Refusal;
import org.springframework.stereotype.Service;

/** One employee as an HR user may see them (O8). */
@Service
public class FindEmployeeCard {

	/**
	 * The employee.
	 *
	 * @param agency where they work
	 * @param places where the reader could move them to; empty when the reader may change
	 * nothing
	 */
	public record Card(Employee employee, Node agency, List<Node> places) {

		/** Whether the reader may change address and agency. */
		public boolean isChangeable() {
			return !this.places.isEmpty();
		}

	}

	private final FindEmployees findEmployees;

	private final FindVisibleNodes findVisibleNodes;

	private final FindEmitters findEmitters;

	FindEmployeeCard(FindEmployees findEmployees, FindVisibleNodes findVisibleNodes, FindEmitters findEmitters) {
		this.findEmployees = findEmployees;
		this.findVisibleNodes = findVisibleNodes;
		this.findEmitters = findEmitters;
	}

	/**
	 * The employee with this id.
	 * @throws Refusal NOT_FOUND also for whom the reader may not see
	 */
	public Card of(ActorId reader, EmployeeId id) {
		Employee employee = this.findEmployees.byIds(List.of(id)).stream().findFirst().orElseThrow(Refusal::notFound);
		Node agency = this.findVisibleNodes.of(reader)
			.stream()
			.filter((node) -> node.id().equals(employee.agency()))
			.findFirst()
			.orElseThrow(Refusal::notFound);
		boolean changeable = this.findEmitters.of(reader, agency.id()).isPresent();
		return new Card(employee, agency,
				changeable ? this.findEmitters.of(reader)
					.stream()
					.map(Emitter::node)
					.filter((node) -> node.brand().equals(employee.brand()))
					.toList() : List.of());
	}

}
