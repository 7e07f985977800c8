package io.estafette.journal;

import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** Who is signed in while a request is answered, for {@link RememberActor}. */
public final class CurrentActor {

	private static final ThreadLocal<@Nullable UUID> CURRENT = new ThreadLocal<>();

	private CurrentActor() {
	}

	/** From now on, on this thread. */
	public static void set(UUID actor) {
		CURRENT.set(actor);
	}

	/** Nobody any more. */
	public static void clear() {
		CURRENT.remove();
	}

	static Optional<UUID> get() {
		return Optional.ofNullable(CURRENT.get());
	}

}
