package dev.redisatomic.driver.jedis;

import dev.redisatomic.driver.ErrorReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.util.KeyValue;

/**
 * Jedis' own forms of replies, and those of the port. They differ in two: a map is a list of {@link
 * KeyValue} in Jedis, and an error an exception. All others are passed on as they are.
 */
final class JedisReplies {
  private JedisReplies() {}

  /**
   * A reply in the form of the port.
   *
   * @param reply as Jedis gives it
   * @param topology translates exceptions
   */
  static @Nullable Object toPort(@Nullable Object reply, Topology topology) {
    if (reply instanceof JedisDataException error) {
      String message = String.valueOf(error.getMessage());
      return new ErrorReply(
          message,
          text -> topology.translate(text.equals(message) ? error : reworded(error, text)));
    }
    if (!(reply instanceof List<?> list) || list.isEmpty()) {
      return reply;
    }
    List<?> elements = changed(list, each -> toPort(each, topology));
    return elements.get(0) instanceof KeyValue<?, ?> ? PairsAsMap.of(elements) : elements;
  }

  /** An exception with another message, and the stack trace of the original. */
  static JedisDataException reworded(Throwable error, String message) {
    JedisDataException other = new JedisDataException(message);
    other.setStackTrace(error.getStackTrace());
    return other;
  }

  /** A reply of the port in the form that Jedis' conversions expect. */
  static @Nullable Object toJedis(@Nullable Object reply) {
    if (reply instanceof ErrorReply error) {
      return new JedisDataException(error.message());
    }
    if (reply instanceof PairsAsMap map) {
      return changed(map.pairs(), JedisReplies::toJedis);
    }
    if (reply instanceof Map<?, ?> map) {
      List<KeyValue<?, ?>> pairs = new ArrayList<>(map.size());
      map.forEach((key, value) -> pairs.add(new KeyValue<>(toJedis(key), toJedis(value))));
      return pairs;
    }
    return reply instanceof List<?> list ? changed(list, JedisReplies::toJedis) : reply;
  }

  /** The same list, unless one of its elements becomes another. */
  private static List<?> changed(List<?> list, UnaryOperator<@Nullable Object> change) {
    List<@Nullable Object> copy = null;
    for (int i = 0; i < list.size(); i++) {
      Object before = list.get(i);
      Object after = before instanceof byte[] ? before : changedElement(before, change);
      if (after != before) {
        copy = copy == null ? new ArrayList<>(list) : copy;
        copy.set(i, after);
      }
    }
    return copy == null ? list : copy;
  }

  private static @Nullable Object changedElement(
      @Nullable Object element, UnaryOperator<@Nullable Object> change) {
    if (element instanceof KeyValue<?, ?> pair) {
      Object key = change.apply(pair.getKey());
      Object value = change.apply(pair.getValue());
      return key == pair.getKey() && value == pair.getValue() ? pair : new KeyValue<>(key, value);
    }
    return change.apply(element);
  }
}
