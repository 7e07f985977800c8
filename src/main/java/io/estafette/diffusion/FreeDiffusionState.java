package io.estafette.diffusion;

/**
 * The life of a free diffusion; DRAFT and ABANDONED are never seen by systems (product.md
 * section 6).
 */
public enum FreeDiffusionState {

	DRAFT, ABANDONED, RUNNING, COMPLETED, COMPLETED_WITH_FAILURES, REFUSED

}
