package dev.redisatomic.attempt;

import dev.redisatomic.command.Command;
import dev.redisatomic.command.Key;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The trace that one attempt leaves in its own transaction, so that a lost reply to EXEC can be
 * made up for. The argument for its correctness is in {@code docs/exactly-once.md}.
 *
 * @param key the key, which no other attempt uses meanwhile
 * @param id the attempt, unlike all others
 */
record Marker(Key key, String id) {

  /** Much longer than anybody looks for the trace of an attempt. */
  static final Duration LIFETIME = Duration.ofHours(1);

  private static final byte[] LIFETIME_MILLIS = bytes(String.valueOf(LIFETIME.toMillis()));

  /** Traces of a commit, as another attempt finds them. */
  enum Trace {
    COMMITTED,
    CLOSED,
    NONE
  }

  Command watch() {
    return Command.of("WATCH", key.bytes());
  }

  Command get() {
    return Command.of("GET", key.bytes());
  }

  /** Belongs into the transaction. */
  Command leave() {
    return set(id);
  }

  /** A change after the attempt's WATCH: from now on its EXEC cannot succeed. */
  Command close() {
    return set(closed());
  }

  Trace read(@Nullable Object reply) {
    if (!(reply instanceof byte[] value)) {
      return Trace.NONE;
    }
    if (Arrays.equals(value, bytes(id))) {
      return Trace.COMMITTED;
    }
    return Arrays.equals(value, bytes(closed())) ? Trace.CLOSED : Trace.NONE;
  }

  private Command set(String value) {
    return Command.of("SET", key.bytes(), bytes(value), bytes("PX"), LIFETIME_MILLIS);
  }

  private String closed() {
    return "closed:" + id;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
