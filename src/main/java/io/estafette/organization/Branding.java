package io.estafette.organization;

/**
 * How a node shows itself to employees: what it lacks comes from its nearest ancestor
 * (O1). The logo: {@link FindLogo}.
 *
 * @param senderName the name in the mail's From field
 * @param supportAddress the mail address behind <i>Contactez-nous</i> (O7)
 */
public record Branding(String senderName, String supportAddress) {
}
