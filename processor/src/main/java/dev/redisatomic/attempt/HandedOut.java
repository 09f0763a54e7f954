package dev.redisatomic.attempt;

import dev.redisatomic.connection.RecordedWrite;
import dev.redisatomic.driver.ErrorReply;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/** The results that a body got of writes which were tried, to be compared with those of EXEC. */
final class HandedOut {

  private static final Log log = LogFactory.getLog(HandedOut.class);

  private final String method;
  private Map<RecordedWrite, Object> expected = Map.of();

  HandedOut(String method) {
    this.method = method;
  }

  /** Notes what EXEC should answer for a write. */
  void add(RecordedWrite write, @Nullable Object reply) {
    if (reply != null) {
      expected = expected.isEmpty() ? new HashMap<>() : expected;
      // the body may change what it is given
      expected.put(write, Objects.requireNonNull(SeenRead.copy(reply)));
    }
  }

  /** Reports results that were not what came to be. */
  void compare(List<RecordedWrite> writes, TransactionReplies replies) {
    if (expected.isEmpty()) {
      return;
    }
    for (int i = 0; i < writes.size(); i++) {
      Object handedOut = expected.get(writes.get(i));
      Object stored = replies.resultOf(i);
      if (handedOut != null && !(stored instanceof ErrorReply) && !same(handedOut, stored)) {
        log.error(
            method
                + " was given "
                + shown(handedOut)
                + " as the result of "
                + writes.get(i)
                + ", but when it was committed Redis answered "
                + shown(stored)
                + ": what the method made of the first may be wrong.");
      }
    }
  }

  /** Whether two replies say the same. */
  static boolean same(@Nullable Object a, @Nullable Object b) {
    if (a instanceof byte[] left && b instanceof byte[] right) {
      return Arrays.equals(left, right);
    }
    if (a instanceof List<?> left && b instanceof List<?> right) {
      boolean same = left.size() == right.size();
      for (int i = 0; same && i < left.size(); i++) {
        same = same(left.get(i), right.get(i));
      }
      return same;
    }
    if (a instanceof Map<?, ?> left && b instanceof Map<?, ?> right) {
      // not List.copyOf: there may be a nil among them
      return same(new ArrayList<>(left.keySet()), new ArrayList<>(right.keySet()))
          && same(new ArrayList<>(left.values()), new ArrayList<>(right.values()));
    }
    return a == null ? b == null : a.equals(b);
  }

  /** Values stay out of logs: of texts, their length and hash tell them apart. */
  private static String shown(@Nullable Object reply) {
    if (reply instanceof byte[] bytes) {
      return bytes.length + " bytes (hash " + Integer.toHexString(Arrays.hashCode(bytes)) + ")";
    }
    if (reply instanceof List<?> elements) {
      return elements.stream().map(HandedOut::shown).toList().toString();
    }
    return reply instanceof Map<?, ?> map ? map.size() + " entries" : String.valueOf(reply);
  }
}
