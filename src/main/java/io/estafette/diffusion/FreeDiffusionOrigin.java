package io.estafette.diffusion;

/** Where a free diffusion was begun. */
public enum FreeDiffusionOrigin {

	TASKLIST, PAGE, API

}
