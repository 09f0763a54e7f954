package dev.redisatomic.testserver;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The version that a program prints when it is called with {@code --version}. */
record Version(String product, int major, int minor, String number) {

  static final String REDIS = "Redis";
  static final String VALKEY = "Valkey";

  /** The oldest that the library works with; Valkey began later. */
  static final String OLDEST = "6.2";

  private static final int OLDEST_MAJOR = 6;
  private static final int OLDEST_MINOR = 2;

  /** The pattern of texts such as {@code Redis server v=7.0.15 sha=…}. */
  private static final Pattern TEXT =
      Pattern.compile("\\b[Ss]erver v=((\\d{1,9})\\.(\\d{1,9})[\\w.-]*)");

  /**
   * Reads the output of {@code --version}.
   *
   * @param product which of the two it is if the output does not tell
   */
  static Optional<Version> in(String output, String product) {
    Matcher text = TEXT.matcher(output);
    if (!text.find()) {
      return Optional.empty();
    }
    return Optional.of(
        new Version(
            output.contains(VALKEY + " server") ? VALKEY : product,
            Integer.parseInt(text.group(2)),
            Integer.parseInt(text.group(3)),
            text.group(1)));
  }

  boolean isTooOld() {
    return major < OLDEST_MAJOR || (major == OLDEST_MAJOR && minor < OLDEST_MINOR);
  }

  /** The text is such as "7.0.15" or "Valkey 9.1.2". */
  @Override
  public String toString() {
    return product.equals(VALKEY) ? VALKEY + " " + number : number;
  }
}
