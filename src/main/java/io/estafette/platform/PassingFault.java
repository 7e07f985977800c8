package io.estafette.platform;

/**
 * Marks exceptions whose cause is expected to pass by itself (an unreachable server,
 * say): work is tried again.
 */
public interface PassingFault {

}
