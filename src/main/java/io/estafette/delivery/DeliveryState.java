package io.estafette.delivery;

/** The state ladder of one delivery (D1); the state shown is the furthest reached. */
public enum DeliveryState {

	PREPARING, HANDED_OVER, NOTIFIED, OPENED, SIGNATURE_REQUESTED, SIGNED, DECLINED, EXPIRED, FAILED

}
