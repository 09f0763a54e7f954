package dev.redisatomic.attempt;

import dev.redisatomic.connection.RecordedWrite;
import dev.redisatomic.driver.Driver;
import dev.redisatomic.driver.ErrorReply;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.serializer.RedisSerializer;

/** The results that a body has asked for with {@link dev.redisatomic.Queued}. */
final class QueuedResults {

  private final Driver driver;

  // made for the first ones: most attempts have none
  private Map<RecordedWrite, QueuedResult> results = Map.of();
  private Map<RecordedWrite, Object> known = Map.of();

  private @Nullable RecordedWrite last;
  private boolean lastIsAnswered;
  private boolean lastIsSent;

  QueuedResults(Driver driver) {
    this.driver = driver;
  }

  void recorded(RecordedWrite write) {
    last = write;
    lastIsAnswered = false;
  }

  /**
   * A write that has its result at once.
   *
   * @param sent whether it is recorded: not if it would change nothing
   */
  void answered(RecordedWrite write, boolean sent) {
    last = write;
    lastIsAnswered = true;
    lastIsSent = sent;
  }

  /** The result of a write in whose place another command is sent. */
  void known(RecordedWrite write, Object reply) {
    known = known.isEmpty() ? new HashMap<>() : known;
    known.put(write, reply);
  }

  /** A read has come in between: what follows does not mean the write before it. */
  void forgetLast() {
    last = null;
  }

  /**
   * The result of the last write, once.
   *
   * @param returned what the template returned for the write
   * @param serializer for bytes
   * @throws IllegalStateException if that is not what a write has returned, or if its result cannot
   *     be had
   */
  QueuedResult takeLast(@Nullable Object returned, @Nullable RedisSerializer<?> serializer) {
    RecordedWrite write = last;
    boolean answered = write != null && lastIsAnswered;
    if (!answered && returned != null && !isNothing(returned)) {
      throw new IllegalStateException(
          "Queued.of(…) was given a value ("
              + returned.getClass().getName()
              + "), not a recorded write: reads run at once, and their results can be used as they"
              + " are.");
    }
    if (write == null) {
      throw new IllegalStateException(
          "There is no recorded write to refer to: pass the write itself, as in"
              + " Queued.of(redis.opsForValue().increment(key)). Reads run at once and need no"
              + " Queued.");
    }
    QueuedResult result =
        answered
            ? QueuedResult.answered(write, returned, lastIsSent)
            : pending(write, TemplateResult.of(write, returned, serializer));
    last = null;
    results = results.isEmpty() ? new LinkedHashMap<>() : results;
    results.put(write, result);
    return result;
  }

  private QueuedResult pending(RecordedWrite write, TemplateResult template) {
    return QueuedResult.pending(write, reply -> template.of(write.convert(driver, reply)));
  }

  /** Recognizes what templates make of the null that a recorded write gives them. */
  private static boolean isNothing(Object returned) {
    return Boolean.FALSE.equals(returned)
        || (returned instanceof Collection<?> elements && elements.isEmpty());
  }

  boolean isClaimed(RecordedWrite write) {
    return results.containsKey(write);
  }

  void drop(List<RecordedWrite> writes) {
    last = null;
    for (RecordedWrite write : writes) {
      QueuedResult result = results.get(write);
      if (result != null) {
        result.dropped();
      }
    }
  }

  void settle(List<RecordedWrite> writes, TransactionReplies replies) {
    if (results.isEmpty()) {
      return;
    }
    for (int i = 0; i < writes.size(); i++) {
      QueuedResult result = results.get(writes.get(i));
      if (result != null && !(replies.resultOf(i) instanceof ErrorReply)) {
        result.committed(known.getOrDefault(writes.get(i), replies.resultOf(i)));
      }
    }
  }

  /**
   * Settles the writes that were answered and had nothing to send: that is true unless the attempt
   * was in vain.
   */
  void settleUnsent(Outcome outcome) {
    if (outcome instanceof Outcome.Committed
        || outcome instanceof Outcome.Partial
        || outcome instanceof Outcome.Unchanged) {
      forEach(QueuedResult::settleUnlessSent);
    }
  }

  void dropUnsent() {
    forEach(QueuedResult::dropUnlessSent);
  }

  /** The commit happened, its reply did not arrive. */
  void lost() {
    forEach(QueuedResult::lostUnlessDropped);
  }

  private void forEach(Consumer<QueuedResult> change) {
    if (!results.isEmpty()) {
      results.values().forEach(change);
    }
  }

  /** The attempt is over. */
  void close() {
    forEach(QueuedResult::dropUnlessSettled);
  }
}
