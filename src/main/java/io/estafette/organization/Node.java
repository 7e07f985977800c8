package io.estafette.organization;

/**
 * A node of the organisation (O1).
 *
 * @param brand the brand above it; its own id for a brand
 * @param code unique within the brand, for example {@code LYO}
 */
public record Node(NodeId id, NodeId brand, NodeKind kind, String code, String name) {
}
