package dev.redisatomic.attempt;

import dev.redisatomic.command.ClassifiedCommand;
import dev.redisatomic.driver.ErrorReply;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A guarded read of a body.
 *
 * @param read what it has asked
 * @param reply what it was answered, an error among other things
 */
record SeenRead(ClassifiedCommand read, @Nullable Object reply) {

  /** A body may change what it is given. */
  SeenRead {
    reply = copy(reply);
  }

  /** Copies the arrays of a reply, and its lists and maps. */
  static @Nullable Object copy(@Nullable Object reply) {
    if (reply instanceof byte[] bytes) {
      return bytes.clone();
    }
    if (reply instanceof List<?> elements) {
      List<@Nullable Object> copies = new ArrayList<>(elements.size());
      elements.forEach(element -> copies.add(copy(element)));
      return copies;
    }
    if (reply instanceof Map<?, ?> entries) {
      Map<@Nullable Object, @Nullable Object> copies = new LinkedHashMap<>();
      entries.forEach((key, value) -> copies.put(copy(key), copy(value)));
      return copies;
    }
    return reply;
  }

  /** Whether two replies say the same; of errors, whether they are of one kind. */
  static boolean same(@Nullable Object a, @Nullable Object b) {
    if (a instanceof ErrorReply first && b instanceof ErrorReply second) {
      return first.code().equals(second.code());
    }
    return HandedOut.same(a, b);
  }
}
