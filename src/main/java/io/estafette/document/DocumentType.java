package io.estafette.document;

/**
 * What happens to a document (F6): SIMPLE is delivered byte for byte, PROTECTED is sealed
 * so that an alteration shows, TO_SIGN asks the recipient for an electronic signature.
 */
public enum DocumentType {

	SIMPLE, PROTECTED, TO_SIGN

}
