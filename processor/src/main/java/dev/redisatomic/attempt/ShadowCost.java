package dev.redisatomic.attempt;

import dev.redisatomic.command.Key;
import dev.redisatomic.driver.ErrorReply;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** Knowledge of what shadows cost, and need, on the servers of one connection factory. */
final class ShadowCost {

  private static final Log log = LogFactory.getLog(ShadowCost.class);

  /** Longer than this nobody else should wait while a server copies. */
  private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

  /** The time that a round trip takes anyhow, once there has been one. */
  private final AtomicLong fastestNanos = new AtomicLong();

  private volatile ExpiryQuestion expiry = ExpiryQuestion.ABSOLUTE;

  /** The way to ask when a shadow expires. */
  ExpiryQuestion expiry() {
    return expiry;
  }

  /** Whether an error says that something has to be asked in another way from now on. */
  boolean learnFrom(ErrorReply error, ExpiryQuestion asked) {
    // another attempt may have learnt it since this one asked
    if (asked.isUnknown(error)) {
      expiry = ExpiryQuestion.RELATIVE;
      return true;
    }
    return false;
  }

  /**
   * Warns of keys that are too large to be copied.
   *
   * @param copied the keys of which shadows were made
   * @param nanos how long the round trip has taken
   */
  void roundTrip(Set<Key> copied, long nanos) {
    long usual =
        fastestNanos.getAndAccumulate(
            nanos, (before, now) -> before == 0 ? now : Math.min(before, now));
    if (!copied.isEmpty() && nanos - usual >= SLOW_NANOS) {
      log.warn(
          "To see its own writes, an atomic method had "
              + copied
              + " copied, in a round trip that took "
              + TimeUnit.NANOSECONDS.toMillis(nanos)
              + " ms; Redis serves nobody else while it copies. Read large keys before writing them,"
              + " or use results = Results.NONE where no result is needed.");
    }
  }
}
