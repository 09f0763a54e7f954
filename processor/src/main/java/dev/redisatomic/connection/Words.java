package dev.redisatomic.connection;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The words of commands and replies as text. */
final class Words {

  private Words() {}

  static String text(byte[] word) {
    return new String(word, StandardCharsets.ISO_8859_1);
  }

  static byte[] bytes(String word) {
    return word.getBytes(StandardCharsets.UTF_8);
  }

  static String text(@Nullable Object reply) {
    return reply instanceof byte[] bytes ? text(bytes) : String.valueOf(reply);
  }
}
