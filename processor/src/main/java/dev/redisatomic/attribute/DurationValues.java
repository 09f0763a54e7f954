package dev.redisatomic.attribute;

import dev.redisatomic.rules.DurationLimit;
import java.time.Duration;
import org.springframework.format.annotation.DurationFormat;
import org.springframework.format.datetime.standard.DurationFormatterUtils;

/** Durations in properties and annotations: a number with a unit, or in the form of ISO 8601. */
public final class DurationValues {

  private DurationValues() {}

  /**
   * Reads a duration.
   *
   * @param text such as {@code 500ms}, {@code 2s} or {@code PT2S}
   * @return the duration
   * @throws IllegalArgumentException if the text is none
   */
  public static Duration parse(String text) {
    return DurationFormatterUtils.detectAndParse(text.trim());
  }

  /**
   * Whether a duration is legal where none is not.
   *
   * @param duration any
   * @return whether it is more than 0 and within the {@linkplain #limit() limit}
   */
  public static boolean isPositive(Duration duration) {
    return isNotNegative(duration) && !duration.isZero();
  }

  /**
   * Whether a duration is legal where none is, too.
   *
   * @param duration any
   * @return whether it is 0 or more and within the {@linkplain #limit() limit}
   */
  public static boolean isNotNegative(Duration duration) {
    return !duration.isNegative() && duration.compareTo(DurationLimit.LONGEST) <= 0;
  }

  /**
   * The longest legal duration, in words.
   *
   * @return as text for messages
   */
  public static String limit() {
    return DurationLimit.TEXT;
  }

  /**
   * A duration as text that can be read back.
   *
   * @param duration any
   * @return such as {@code 1m30s}
   */
  public static String text(Duration duration) {
    return DurationFormatterUtils.print(duration, DurationFormat.Style.COMPOSITE);
  }
}
