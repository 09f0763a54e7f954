package dev.redisatomic.benchmarks.report;

import java.util.Locale;

/** Numbers for readers. */
final class Format {

  private Format() {}

  /** Of any value in the template. */
  static String value(Object value) {
    return value instanceof Double figure
        ? number(figure)
        : value instanceof Long count ? whole(count) : value.toString();
  }

  /** With two digits after the point if it is small, three significant ones if it is not. */
  static String number(double value) {
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return "–";
    }
    String pattern = Math.abs(value) >= 100 ? "%,.0f" : Math.abs(value) >= 10 ? "%.1f" : "%.2f";
    return String.format(Locale.ROOT, pattern, value);
  }

  /** Of a value in a chart. */
  static String coordinate(Object value) {
    return value instanceof Double figure
        ? String.format(Locale.ROOT, "%.1f", figure)
        : value.toString();
  }

  static String whole(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  /** From microseconds. */
  static String millis(double micros) {
    return number(micros / 1_000) + " ms";
  }
}
