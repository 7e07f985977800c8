package io.estafette.diffusion;

import java.util.UUID;

/**
 * A free diffusion with everything chosen was sent and waits for its process.
 *
 * @param attempt 0 for the send itself, 1 for the first retry of what failed
 */
public record FreeDiffusionRequested(UUID freeDiffusion, int attempt) {
}
