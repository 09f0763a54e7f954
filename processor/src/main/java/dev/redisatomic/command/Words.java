package dev.redisatomic.command;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The words of commands and replies as text. */
public final class Words {

  private Words() {}

  /**
   * A word as text.
   *
   * @param word its bytes, each of which becomes one character
   * @return the text
   */
  public static String text(byte[] word) {
    return new String(word, StandardCharsets.ISO_8859_1);
  }

  /**
   * A text as a word.
   *
   * @param word encoded as UTF-8
   * @return its bytes
   */
  public static byte[] bytes(String word) {
    return word.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * A reply as text.
   *
   * @param reply a raw reply
   * @return the text
   */
  public static String text(@Nullable Object reply) {
    return reply instanceof byte[] bytes ? text(bytes) : String.valueOf(reply);
  }
}
