package dev.redisatomic.rules;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Judges numbers and durations in annotations before anything is resolved. A text is judged only if
 * it is plain, so that no resolver makes something else of it.
 */
public final class SettingTexts {

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9 .+-]+");
  private static final Pattern AMOUNT = Pattern.compile("([+-]?\\d+)([a-zA-Z]{0,2})");
  private static final Map<String, ChronoUnit> UNITS =
      Map.of(
          "ns", ChronoUnit.NANOS,
          "us", ChronoUnit.MICROS,
          "ms", ChronoUnit.MILLIS,
          "", ChronoUnit.MILLIS,
          "s", ChronoUnit.SECONDS,
          "m", ChronoUnit.MINUTES,
          "h", ChronoUnit.HOURS,
          "d", ChronoUnit.DAYS);

  private SettingTexts() {}

  /**
   * Judges a number of retries.
   *
   * @param method the atomic method
   * @param text what the annotation says, not empty
   * @return why it is certainly wrong; {@code null} if it may be right
   */
  public static @Nullable Refusal maxRetries(String method, String text) {
    if (!PLAIN.matcher(text).matches()) {
      return null;
    }
    try {
      long retries = Long.parseLong(text.trim());
      return retries < 0 ? Refusals.maxRetries(method, retries) : null;
    } catch (NumberFormatException e) {
      return Refusals.maxRetriesString(method, text, text);
    }
  }

  /**
   * Judges a timeout. Forms other than a number with a unit are left to start-up, unless there is
   * no number in them.
   *
   * @param method the atomic method
   * @param text what the annotation says, not empty
   * @return why it is certainly wrong; {@code null} if it may be right
   */
  public static @Nullable Refusal timeout(String method, String text) {
    if (!PLAIN.matcher(text).matches()) {
      return null;
    }
    return text.chars().noneMatch(Character::isDigit) || isWrongAmount(text.trim())
        ? Refusals.timeout(method, text, text)
        : null;
  }

  private static boolean isWrongAmount(String text) {
    Matcher amount = AMOUNT.matcher(text);
    ChronoUnit unit = amount.matches() ? UNITS.get(amount.group(2).toLowerCase(Locale.ROOT)) : null;
    if (unit == null) {
      return false;
    }
    try {
      Duration duration = Duration.of(Long.parseLong(amount.group(1)), unit);
      return duration.isNegative()
          || duration.isZero()
          || duration.compareTo(DurationLimit.LONGEST) > 0;
    } catch (ArithmeticException | DateTimeException | NumberFormatException e) {
      return true;
    }
  }
}
