package io.estafette.organization;

/**
 * What an actor may do on a node and all below it (O4); independent of each other: DL
 * sends simple documents, DLP protected ones, DLS documents to sign, D runs campaigns.
 */
public enum Right {

	DL, DLP, DLS, D;

	/** Whether this right opens the free diffusion (O4). */
	public boolean opensFreeDiffusion() {
		return this != D;
	}

}
