package io.estafette.process;

import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.camunda.zeebe.model.bpmn.instance.FlowElement;
import io.camunda.zeebe.model.bpmn.instance.SubProcess;
import io.camunda.zeebe.model.bpmn.instance.bpmndi.BpmnEdge;
import io.camunda.zeebe.model.bpmn.instance.bpmndi.BpmnLabel;
import io.camunda.zeebe.model.bpmn.instance.bpmndi.BpmnShape;
import io.camunda.zeebe.model.bpmn.instance.dc.Bounds;
import io.camunda.zeebe.model.bpmn.instance.di.Waypoint;
import io.estafette.process.Models.Model;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The models can be read in Operate: complete, no crossing lines, no hidden labels. */
class ModelPictureTest {

	private record Line(String of, List<Line2D> parts) {
	}

	private record Box(String of, Rectangle2D area) {
	}

	static List<Model> models() {
		return Models.models();
	}

	@ParameterizedTest
	@MethodSource("models")
	void everythingIsDrawn(Model model) {
		Set<String> drawn = Stream
			.concat(model.all(BpmnShape.class).stream().map((shape) -> shape.getBpmnElement().getId()),
					model.all(BpmnEdge.class).stream().map((edge) -> edge.getBpmnElement().getId()))
			.collect(Collectors.toCollection(TreeSet::new));
		assertThat(drawn).containsAll(model.all(FlowElement.class).stream().map(FlowElement::getId).toList());
	}

	@ParameterizedTest
	@MethodSource("models")
	void noLinesCross(Model model) {
		List<Line> lines = lines(model);
		Set<String> crossings = new TreeSet<>();
		for (int i = 0; i < lines.size(); i++) {
			for (int j = i + 1; j < lines.size(); j++) {
				Line one = lines.get(i);
				Line other = lines.get(j);
				if (one.parts().stream().anyMatch((a) -> other.parts().stream().anyMatch(a::intersectsLine))) {
					crossings.add(one.of() + " and " + other.of());
				}
			}
		}
		assertThat(crossings).isEmpty();
	}

	@ParameterizedTest
	@MethodSource("models")
	void noLabelIsHidden(Model model) {
		List<Box> labels = labels(model);
		Set<String> hidden = new TreeSet<>();
		for (Box label : labels) {
			labels.stream()
				.filter((other) -> other != label && other.area().intersects(label.area()))
				.forEach((other) -> hidden.add(label.of() + " by the label of " + other.of()));
			model.all(BpmnShape.class)
				.stream()
				.filter((shape) -> !(shape.getBpmnElement() instanceof SubProcess))
				.filter((shape) -> area(shape.getBounds()).intersects(label.area()))
				.filter((shape) -> !shape.getBpmnElement().getId().equals(label.of()))
				.forEach((shape) -> hidden.add(label.of() + " by " + shape.getBpmnElement().getId()));
			lines(model).stream()
				.filter((line) -> line.parts().stream().anyMatch((part) -> part.intersects(label.area())))
				.forEach((line) -> hidden.add(label.of() + " by " + line.of()));
		}
		assertThat(hidden).isEmpty();
	}

	private static List<Line> lines(Model model) {
		return model.all(BpmnEdge.class).stream().map((edge) -> {
			List<Waypoint> points = List.copyOf(edge.getWaypoints());
			List<Line2D> parts = new ArrayList<>();
			for (int i = 1; i < points.size(); i++) {
				Waypoint from = points.get(i - 1);
				Waypoint to = points.get(i);
				parts.add(new Line2D.Double(from.getX(), from.getY(), to.getX(), to.getY()));
			}
			return new Line(edge.getBpmnElement().getId(), parts);
		}).toList();
	}

	private static List<Box> labels(Model model) {
		List<Box> labels = new ArrayList<>();
		model.all(BpmnShape.class)
			.forEach((shape) -> add(labels, shape.getBpmnElement().getId(), shape.getBpmnLabel()));
		model.all(BpmnEdge.class).forEach((edge) -> add(labels, edge.getBpmnElement().getId(), edge.getBpmnLabel()));
		return labels;
	}

	private static void add(List<Box> labels, String id, BpmnLabel label) {
		if (label != null && label.getBounds() != null) {
			labels.add(new Box(id, area(label.getBounds())));
		}
	}

	private static Rectangle2D area(Bounds bounds) {
		return new Rectangle2D.Double(bounds.getX(), bounds.getY(), bounds.getWidth(), bounds.getHeight());
	}

}
