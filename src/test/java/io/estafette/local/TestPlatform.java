package io.estafette.local;

import java.util.Map;

/**
 * The local platform of a test run. It boots once, at the first use, on free ports and
 * with a clock that tests may move, and ends with the run.
 */
public final class TestPlatform {

	private TestPlatform() {
	}

	/**
	 * Starts the platform unless it runs already.
	 * @return where its parts listen
	 * @throws PlatformFailure when it cannot start
	 */
	public static PlatformAddresses get() {
		return Holder.ADDRESSES;
	}

	/**
	 * Kills Camunda as {@code kill -9} does, and waits until it has started again. Its
	 * clock forgets that tests moved it: tell it again.
	 */
	public static void killCamunda() {
		Holder.PLATFORM.killCamunda();
	}

	private static final class Holder {

		static final LocalPlatform PLATFORM = start();

		static final PlatformAddresses ADDRESSES = PLATFORM.addresses(TestDatabase.create());

		private static LocalPlatform start() {
			LocalPlatform platform = LocalPlatform.ofTestRun(TestRun.directory(), Ports.free(), TestDatabase.server(),
					System.out::println);
			platform.start(Map.of());
			return platform;
		}

	}

}
