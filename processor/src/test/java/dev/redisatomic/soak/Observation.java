package dev.redisatomic.soak;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.Queued;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the body of one operation read and wrote when it ran last. */
final class Observation {

  private final String id;
  private final Map<String, List<String>> reads = new LinkedHashMap<>();
  private final Map<String, String> writes = new LinkedHashMap<>();
  private @Nullable Queued<?> queued;
  private int attempts;

  Observation(String id) {
    this.id = id;
  }

  String id() {
    return id;
  }

  /** To be called when the body begins: what a lost attempt saw does not count. */
  void attempt() {
    attempts = AtomicContext.current().attempt();
    reads.clear();
    writes.clear();
    queued = null;
  }

  void read(String key, List<String> value) {
    reads.put(key, List.copyOf(value));
  }

  /** A result that is gone if the reply was. */
  void wrote(String key, String value, Queued<?> result) {
    writes.put(key, value);
    queued = result;
  }

  int attempts() {
    return attempts;
  }

  Map<String, List<String>> reads() {
    return reads;
  }

  Map<String, String> writes() {
    return writes;
  }

  /** How an operation ended that returned. */
  Result success() {
    try {
      if (queued != null) {
        queued.get();
      }
      return Result.OK;
    } catch (IllegalStateException e) {
      return String.valueOf(e.getMessage()).contains("EXEC ran exactly once")
          ? Result.RECOVERED
          : Result.BROKEN;
    }
  }
}
