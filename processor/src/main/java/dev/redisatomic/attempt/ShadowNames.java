package dev.redisatomic.attempt;

import dev.redisatomic.driver.ErrorReply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Replies that name shadows in place of the application's keys. */
final class ShadowNames {

  private static final Set<String> ANSWER_WITH_KEYS = Set.of("XREAD", "LMPOP", "ZMPOP");

  private ShadowNames() {}

  /** The reply with the names of the application's keys in it. */
  static @Nullable Object replaced(@Nullable Object reply, String command, List<Shadow> shadows) {
    if (reply instanceof ErrorReply error) {
      return message(error, shadows);
    }
    return ANSWER_WITH_KEYS.contains(command) ? replaced(reply, shadows) : reply;
  }

  private static @Nullable Object replaced(@Nullable Object reply, List<Shadow> shadows) {
    if (reply instanceof byte[] word) {
      return word(word, shadows);
    }
    if (reply instanceof List<?> elements) {
      List<@Nullable Object> replaced = new ArrayList<>(elements.size());
      elements.forEach(element -> replaced.add(replaced(element, shadows)));
      return replaced;
    }
    if (reply instanceof Map<?, ?> entries) {
      Map<@Nullable Object, @Nullable Object> replaced = new LinkedHashMap<>();
      entries.forEach(
          (key, value) -> replaced.put(replaced(key, shadows), replaced(value, shadows)));
      return replaced;
    }
    return reply;
  }

  private static byte[] word(byte[] word, List<Shadow> shadows) {
    if (LibraryKeys.owns(word)) {
      for (Shadow shadow : shadows) {
        if (Arrays.equals(shadow.name().bytes(), word)) {
          return shadow.key().bytes();
        }
      }
    }
    return word;
  }

  private static ErrorReply message(ErrorReply error, List<Shadow> shadows) {
    String message = error.message();
    for (Shadow shadow : shadows) {
      message = message.replace(shadow.name().toString(), shadow.key().toString());
    }
    return error.withMessage(message);
  }
}
