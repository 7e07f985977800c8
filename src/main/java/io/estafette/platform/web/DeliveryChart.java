package io.estafette.platform.web;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Documents handed over in the course of time, as bars to draw (C14): by day, by week or
 * by month, whatever fits.
 *
 * @param unit DAY, WEEK or MONTH
 * @param highest the highest bar's number
 */
public record DeliveryChart(String unit, long highest, List<Bar> bars) {

	static final int WIDTH = 720;

	static final int HEIGHT = 160;

	private static final int MOST_BARS = 45;

	private static final int WIDEST = 48;

	/** One bar: its first day and where it is drawn. */
	public record Bar(LocalDate from, long count, double x, double y, double width, double height) {
	}

	/** How many documents on which day; days without any need not be there. */
	public static DeliveryChart of(SortedMap<LocalDate, Long> days) {
		if (days.isEmpty()) {
			return new DeliveryChart("DAY", 0, List.of());
		}
		LocalDate first = days.firstKey();
		LocalDate last = days.lastKey();
		if (ChronoUnit.DAYS.between(first, last) < MOST_BARS) {
			return of("DAY", days, (day) -> day, (day) -> day.plusDays(1));
		}
		if (ChronoUnit.WEEKS.between(first, last) < MOST_BARS - 1) {
			return of("WEEK", days, (day) -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)),
					(day) -> day.plusWeeks(1));
		}
		return of("MONTH", days, (day) -> day.withDayOfMonth(1), (day) -> day.plusMonths(1));
	}

	private static DeliveryChart of(String unit, SortedMap<LocalDate, Long> days, UnaryOperator<LocalDate> begin,
			UnaryOperator<LocalDate> next) {
		Map<LocalDate, Long> counts = new TreeMap<>();
		LocalDate last = begin.apply(days.lastKey());
		for (LocalDate at = begin.apply(days.firstKey()); !at.isAfter(last); at = next.apply(at)) {
			counts.put(at, 0L);
		}
		days.forEach((day, count) -> counts.merge(begin.apply(day), count, Long::sum));
		long highest = counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
		double step = (double) WIDTH / counts.size();
		double width = Math.min(step * 0.8, WIDEST);
		List<Bar> bars = new ArrayList<>();
		counts.forEach((from, count) -> {
			double height = (double) HEIGHT * count / highest;
			bars.add(new Bar(from, count, round(bars.size() * step + (step - width) / 2), round(HEIGHT - height),
					round(width), round(height)));
		});
		return new DeliveryChart(unit, highest, List.copyOf(bars));
	}

	private static double round(double value) {
		return Math.round(value * 10) / 10.0;
	}

}
