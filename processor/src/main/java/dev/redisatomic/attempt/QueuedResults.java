package dev.redisatomic.attempt;

import dev.redisatomic.connection.Driver;
import dev.redisatomic.connection.RecordedWrite;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The results that a body has asked for with {@link dev.redisatomic.Queued}. */
final class QueuedResults {

  private final Driver driver;
  private final List<QueuedResult> results = new ArrayList<>();
  private @Nullable RecordedWrite last;

  QueuedResults(Driver driver) {
    this.driver = driver;
  }

  void recorded(RecordedWrite write) {
    last = write;
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
    last = null;
    results.add(result);
    return result;
  }

  void drop(List<RecordedWrite> writes) {
    last = null;
    results.stream()
        .filter(result -> writes.contains(result.write()))
        .forEach(QueuedResult::dropped);
  }

  void settle(List<RecordedWrite> writes, ExecReplies replies) {
    for (QueuedResult result : results) {
      int index = writes.indexOf(result.write());
      if (index >= 0 && !(replies.resultOf(index) instanceof RuntimeException)) {
        result.committed(replies.resultOf(index));
      }
    }
  }

  /** The commit happened, its reply did not arrive. */
  void lost() {
    results.forEach(QueuedResult::lostUnlessDropped);
  }

  /** The attempt is over. */
  void close() {
    results.forEach(QueuedResult::dropUnlessSettled);
  }
}
