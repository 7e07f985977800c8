package io.estafette.campaign;

/** Whom a campaign serves, by the executive flag (C4). */
public enum ExecutiveFilter {

	ALL, ONLY, EXCEPT

}
