package io.estafette.organization;

/** The kinds of node, from the top of the tree down (O1). */
public enum NodeKind {

	BRAND, COMPANY, AGENCY, ESTABLISHMENT;

	/** Whether documents can be sent in the name of such a node (F2). */
	public boolean canEmit() {
		return this == AGENCY || this == ESTABLISHMENT;
	}

}
