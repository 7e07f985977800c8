package io.estafette.organization;

import java.util.Set;

/**
 * An agency or establishment in whose name an actor may send (F2), with the rights that
 * the actor holds there, its own or from above.
 */
public record Emitter(Node node, Set<Right> rights) {
}
