package dev.redisatomic;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One run of the body of an atomic method, and what became of it.
 *
 * @param number 1 for the first attempt of a call
 * @param outcome how it ended
 * @param reads how many reads were answered
 * @param writes how many writes it had recorded when it ended; 0 if the body threw
 * @param keyTemplates the key templates of the method and of those that joined it, as they were
 *     written
 * @param watchedKeys its watch set, in the order in which the keys were added. Bytes that are not
 *     printable are shown as {@code \xNN}
 * @param duration from its beginning until its connection had been given back
 * @param cause what the body threw, or else why the attempt failed; {@code null} if neither
 * @param roundTrips what was sent, in order; empty unless a listener {@linkplain
 *     AtomicListener#wantsCommands() wants it}
 */
public record AttemptEvent(
    int number,
    AtomicOutcome outcome,
    int reads,
    int writes,
    List<String> keyTemplates,
    List<String> watchedKeys,
    Duration duration,
    @Nullable Throwable cause,
    List<RoundTrip> roundTrips) {

  /** Copies the lists. */
  public AttemptEvent {
    keyTemplates = List.copyOf(keyTemplates);
    watchedKeys = List.copyOf(watchedKeys);
    roundTrips = List.copyOf(roundTrips);
  }
}
