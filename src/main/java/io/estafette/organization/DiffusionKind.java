package io.estafette.organization;

import java.util.Set;
import java.util.UUID;

/** The two ways to send: who sees what was sent (O8), and where. */
public enum DiffusionKind {

	FREE("/documents/envois/", Set.of(Right.DL, Right.DLP, Right.DLS)),

	CAMPAIGN("/diffusions/pilotee/", Set.of(Right.D));

	private final String pages;

	private final Set<Right> rights;

	DiffusionKind(String pages, Set<Right> rights) {
		this.pages = pages;
		this.rights = rights;
	}

	/** Each of them shows it to somebody. */
	public Set<Right> rights() {
		return this.rights;
	}

	/** The page of one of them. */
	public String page(UUID id) {
		return this.pages + id;
	}

}
