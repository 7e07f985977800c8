package io.estafette.diffusion.process;

/** The BPMN errors of free-diffusion. */
final class FreeDiffusionErrors {

	static final String DOCUMENT_NOT_SEALABLE = "DOCUMENT_NOT_SEALABLE";

	private FreeDiffusionErrors() {
	}

}
