package io.estafette.payroll;

import java.time.Instant;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** C17, to the second: whose word counts. */
class DepositRulesTests {

	/** Three calendar months of Paris back, over the change of the clocks too. */
	@ParameterizedTest
	@CsvSource({ "2026-11-27T08:00:00Z, 2026-11-27T08:00:00Z, system", "2026-11-27T08:00:00Z, 2026-11-27T08:00:01Z, us",
			"2026-11-27T08:00:00Z, 2026-08-27T07:00:00Z, system", "2026-11-27T08:00:00Z, 2026-08-27T06:59:59Z, us",
			"2026-05-31T10:00:00Z, 2026-02-28T11:00:00Z, system", "2026-05-31T10:00:00Z, 2026-02-28T10:59:59Z, us",
			"2026-11-27T08:00:00Z, +999999999-12-31T23:59:59Z, us",
			"2026-11-27T08:00:00Z, -999999999-01-01T00:00:00Z, us" })
	void theSystemsWordCountsUpToThreeMonthsBack(Instant received, Instant said, String whose) {
		assertThat(DepositRules.depositedAt(said, received)).isEqualTo("system".equals(whose) ? said : received);
	}

}
