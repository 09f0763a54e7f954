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
    results.put(result.write(), result);
    return result;
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

  /** The commit happened, its reply did not arrive. */
  void lost() {
    results.values().forEach(QueuedResult::lostUnlessDropped);
  }

  /** The attempt is over. */
  void close() {
    results.values().forEach(QueuedResult::dropUnlessSettled);
  }
}
