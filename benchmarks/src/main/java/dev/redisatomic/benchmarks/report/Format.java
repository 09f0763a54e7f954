package dev.redisatomic.benchmarks.report;

import java.util.Locale;

/** Numbers for readers. */
final class Format {

  private Format() {}

  /** With two digits after the point if it is small, three significant ones if it is not. */
  static String number(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return "–";
    }
    String pattern = Math.abs(value) >= 100 ? "%,.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, pattern, value);
  }

  static String whole(double value) {
    return String.format(Locale.ROOT, "%,.0f", value);
  }

  /** Always with a sign. */
  static String change(long value) {
    return String.format(Locale.ROOT, "%+,d", value);
  }

  static String times(double ratio) {
    return number(ratio) + " ×";
  }

  /** From microseconds. */
  static String millis(double micros) {
    return number(micros / 1_000) + " ms";
  }

  static String spread(Statistics statistics) {
    return "%s (%s–%s)"
        .formatted(
            number(statistics.median()), number(statistics.least()), number(statistics.greatest()));
  }
}
