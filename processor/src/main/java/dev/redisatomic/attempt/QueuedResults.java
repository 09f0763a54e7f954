package dev.redisatomic.attempt;

import dev.redisatomic.connection.Driver;
import dev.redisatomic.connection.RecordedWrite;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The results that a body has asked for with {@link dev.redisatomic.Queued}. */
final class QueuedResults {

  private final Driver driver;
  private final Map<RecordedWrite, QueuedResult> results = new LinkedHashMap<>();
  private @Nullable RecordedWrite last;
  private boolean lastIsAnswered;
  private boolean lastIsSent;
  private @Nullable Object lastReply;

  QueuedResults(Driver driver) {
    this.driver = driver;
  }

  void recorded(RecordedWrite write) {
    last = write;
    lastIsAnswered = false;
    lastReply = null;
  }

  /**
   * A write whose raw reply is known.
   *
   * @param sent whether it is recorded: not if it would change nothing
   */
  void answered(RecordedWrite write, @Nullable Object reply, boolean sent) {
    last = write;
    lastIsAnswered = true;
    lastIsSent = sent;
    lastReply = reply;
  }

  /** A read has come in between: what follows does not mean the write before it. */
  void forgetLast() {
    last = null;
  }

  QueuedResult takeLast() {
    if (last == null) {
      throw new IllegalStateException(
          "There is no recorded write to refer to: pass the write itself, as in"
              + " Queued.of(redis.opsForValue().increment(key)). Reads run at once and need no"
              + " Queued.");
    }
    QueuedResult result = new QueuedResult(driver, last);
    if (lastIsAnswered) {
      result.answered(lastReply, lastIsSent);
    }
    last = null;
    results.put(result.write(), result);
    return result;
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

  void settle(List<RecordedWrite> writes, ExecReplies replies) {
    if (results.isEmpty()) {
      return;
    }
    for (int i = 0; i < writes.size(); i++) {
      QueuedResult result = results.get(writes.get(i));
      if (result != null && !(replies.resultOf(i) instanceof RuntimeException)) {
        result.committed(replies.resultOf(i));
      }
    }
  }

  /** What was answered and had nothing to send is true unless the attempt was in vain. */
  void settleUnsent(Outcome outcome) {
    if (outcome instanceof Outcome.Committed
        || outcome instanceof Outcome.Partial
        || outcome instanceof Outcome.Unchanged) {
      results.values().forEach(QueuedResult::settleUnlessSent);
    }
  }

  void dropUnsent() {
    results.values().forEach(QueuedResult::dropUnlessSent);
  }

  /** The commit happened, its reply did not arrive. */
  void lost() {
    results.values().forEach(QueuedResult::lostUnlessDropped);
  }

  /** The attempt is over. */
  void close() {
    results.values().forEach(QueuedResult::dropUnlessSettled);
  }
}
