package dev.redisatomic.command;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Takes the values out of what a server says about a command that it refuses: messages end in logs,
 * and may show keys, but no values.
 */
public final class ErrorWords {

  /**
   * The part in which servers quote what they did not understand, cut to a length that only they
   * know.
   */
  private static final Pattern ARGUMENTS =
      Pattern.compile(",? with args beginning with:?.*", Pattern.DOTALL);

  private static final Pattern QUOTED =
      Pattern.compile("(?<![\\p{L}\\p{N}])(['`\"])(.*?)\\1(?![\\p{L}\\p{N}])", Pattern.DOTALL);

  /**
   * The length from which a part of a value is recognised, too, because servers cut what they
   * quote.
   */
  private static final int RECOGNISABLE = 16;

  private static final String HIDDEN = "…";

  /** Texts that quote nothing, whatever words a value may share with them. */
  private static final Set<String> FIXED =
      Set.of(
          "WRONGTYPE Operation against a key holding the wrong kind of value",
          "WRONGTYPE Key is not a valid HyperLogLog string value.",
          "ERR value is not an integer or out of range",
          "ERR value is not a valid float",
          "ERR value is out of range",
          "ERR hash value is not an integer",
          "ERR hash value is not a float",
          "ERR increment or decrement would overflow",
          "ERR increment would produce NaN or Infinity",
          "ERR resulting score is not a number (NaN)",
          "ERR string exceeds maximum allowed size (proto-max-bulk-len)",
          "ERR bit is not an integer or out of range",
          "ERR bit offset is not an integer or out of range",
          "ERR index out of range",
          "ERR no such key",
          "ERR syntax error",
          "OOM command not allowed when used memory > 'maxmemory'.",
          "NOSCRIPT No matching script. Please use EVAL.",
          "NOREPLICAS Not enough good replicas to write.");

  private ErrorWords() {}

  /**
   * Takes the arguments out of what a server says about a command that is not known here.
   *
   * @param message the server's words
   * @return the words up to the arguments that they quote
   */
  public static String withoutArguments(String message) {
    return ARGUMENTS.matcher(message).replaceFirst("");
  }

  /**
   * Takes the values out of what a server says about a command.
   *
   * @param message the server's words
   * @param refused the command
   * @return the words, with a … for each value of the command and for what else they quote
   */
  public static String withoutValues(String message, ClassifiedCommand refused) {
    String text = withoutArguments(message);
    if (FIXED.contains(text)) {
      return text;
    }
    Command command = refused.command();
    Set<Key> keys = new HashSet<>(refused.allKeys());
    Set<String> shown = keys.stream().map(Key::toString).collect(Collectors.toSet());
    for (int i = 1; i < command.size(); i++) {
      Key word = Key.of(command.word(i));
      if (!keys.contains(word)) {
        text = hide(text, new String(word.bytes(), StandardCharsets.UTF_8));
      }
    }
    return hideQuoted(text, command.name().toLowerCase(Locale.ROOT), shown);
  }

  private static String hideQuoted(String text, String command, Set<String> shown) {
    return QUOTED
        .matcher(text)
        .replaceAll(
            quoted -> {
              String inside = quoted.group(2);
              boolean known =
                  inside.toLowerCase(Locale.ROOT).startsWith(command) || shown.contains(inside);
              return Matcher.quoteReplacement(
                  known ? quoted.group() : quoted.group(1) + HIDDEN + quoted.group(1));
            });
  }

  /** Hides a value where it stands by itself, and the beginning of a long one anywhere. */
  private static String hide(String text, String value) {
    StringBuilder hidden = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      int length = value.isEmpty() ? 0 : common(text, i, value);
      boolean whole =
          length == value.length() && length > 0 && isEdge(text, i - 1) && isEdge(text, i + length);
      if (whole || length >= RECOGNISABLE) {
        hidden.append(HIDDEN);
        i += length;
      } else {
        hidden.append(text.charAt(i));
        i++;
      }
    }
    return hidden.toString();
  }

  /**
   * Counts the characters that two texts share from here on. Servers quote line breaks as spaces.
   */
  private static int common(String text, int start, String value) {
    int length = 0;
    while (length < value.length() && start + length < text.length()) {
      char c = value.charAt(length);
      char shown = c == '\r' || c == '\n' ? ' ' : c;
      if (text.charAt(start + length) != shown) {
        break;
      }
      length++;
    }
    return length;
  }

  private static boolean isEdge(String text, int index) {
    return index < 0 || index >= text.length() || !Character.isLetterOrDigit(text.charAt(index));
  }
}
