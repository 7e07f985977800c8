package io.estafette.diffusion;

import java.util.UUID;

/** A free diffusion with everything chosen was sent and waits for its process. */
public record FreeDiffusionRequested(UUID freeDiffusion) {
}
