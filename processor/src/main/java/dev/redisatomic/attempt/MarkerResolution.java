package dev.redisatomic.attempt;

import dev.redisatomic.attempt.Marker.Trace;
import dev.redisatomic.command.Command;
import dev.redisatomic.driver.Driver;
import dev.redisatomic.driver.ErrorReply;
import dev.redisatomic.driver.PinnedConnection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether a commit whose reply was lost has happened, and if not, sees to it that it
 * never will. Can be repeated: it never overwrites the attempt's own trace.
 */
final class MarkerResolution {

  private static final Log log = LogFactory.getLog(MarkerResolution.class);
  private static final Duration PAUSE = Duration.ofMillis(20);

  /** Later than this, the trace may have expired, and its absence says nothing. */
  private static final Duration HORIZON = Marker.LIFETIME.dividedBy(2);

  private final Driver driver;
  private final Marker marker;
  private final Duration limit;
  private final long startedNanos = System.nanoTime();
  private final long startedMillis = System.currentTimeMillis();

  /**
   * A question to be made before the transaction is sent: from then on, the trace may begin to age.
   *
   * @param limit how long to ask; at least one try is made
   */
  MarkerResolution(Driver driver, Marker marker, Duration limit) {
    this.driver = driver;
    this.marker = marker;
    this.limit = limit;
  }

  /**
   * Asks until there is an answer.
   *
   * @return {@link Trace#COMMITTED}, {@link Trace#CLOSED}, or {@link Trace#NONE} if the server
   *     could not be asked in time
   */
  Trace resolve() {
    long started = System.nanoTime();
    while (true) {
      if (tooLate()) {
        return Trace.NONE;
      }
      Trace trace = ask();
      if (trace != Trace.NONE) {
        return trace;
      }
      if (System.nanoTime() - started >= TimeUnit.NANOSECONDS.convert(limit)
          || interruptedWhilePausing()) {
        return Trace.NONE;
      }
    }
  }

  /** Looks at both clocks: one stands still while the machine sleeps, the other can be set. */
  private boolean tooLate() {
    return System.nanoTime() - startedNanos > HORIZON.toNanos()
        || System.currentTimeMillis() - startedMillis > HORIZON.toMillis();
  }

  private static boolean interruptedWhilePausing() {
    try {
      TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  /** One question. Whatever goes wrong with it, a commit may have happened, so it is repeated. */
  private Trace ask() {
    PinnedConnection connection = null;
    boolean clean = false;
    try {
      connection = driver.open(driver.slotOf(marker.key()));
      List<@Nullable Object> replies = connection.send(List.of(marker.watch(), marker.get()));
      if (replies.stream().anyMatch(ErrorReply.class::isInstance)) {
        return Trace.NONE;
      }
      Trace trace = marker.read(replies.get(1));
      // only an absence that was seen in time means anything
      if (trace == Trace.NONE && !tooLate() && closed(connection)) {
        trace = Trace.CLOSED;
        clean = true;
      }
      return trace;
    } catch (RuntimeException e) {
      log.debug("Could not ask whether a commit has happened", e);
      return Trace.NONE;
    } finally {
      if (connection != null) {
        if (clean) {
          connection.release();
        } else {
          // still watching, or broken; not worth another round trip
          connection.destroy();
        }
      }
    }
  }

  /** False if the marker has changed since it was read, perhaps by the very commit in question. */
  private boolean closed(PinnedConnection connection) {
    // MULTI by itself: if it is refused, the SET behind it would run without the WATCH
    if (connection.send(List.of(Command.of("MULTI"))).get(0) instanceof ErrorReply) {
      return false;
    }
    List<@Nullable Object> replies = connection.send(List.of(marker.close(), Command.of("EXEC")));
    return replies.get(1) instanceof List<?> results
        && results.stream().noneMatch(ErrorReply.class::isInstance);
  }
}
