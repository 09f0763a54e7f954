package dev.redisatomic.execution;

import dev.redisatomic.command.Key;
import dev.redisatomic.contention.KeyLease;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Hints about its keys in the message of a call that gave up. */
final class KeyHints {

  private KeyHints() {}

  /**
   * Names the keys that are hot, and those that could have been declared; in whole sentences, if
   * any.
   */
  static String of(KeyLease lease, List<Key> watched) {
    return hotKeys(lease) + undeclared(lease, watched);
  }

  /** Threads that collide on keys which nobody has declared wait too late for each other. */
  private static String undeclared(KeyLease lease, List<Key> watched) {
    Set<Key> keys = new LinkedHashSet<>(watched);
    lease.declared().forEach(keys::remove);
    return keys.isEmpty()
        ? ""
        : keys.stream()
            .limit(5)
            .map(Key::toString)
            .collect(
                Collectors.joining(
                    ", ",
                    " Not declared: ",
                    (keys.size() > 5 ? " and " + (keys.size() - 5) + " more" : "")
                        + ". If these are the keys in dispute, declare them with @Watched,"
                        + " @RedisAtomic(keys = …) or execute(…, keys): threads of one application"
                        + " take turns on declared keys, and need fewer attempts."));
  }

  private static String hotKeys(KeyLease lease) {
    Map<Key, Integer> conflicts = lease.conflicts();
    return conflicts.isEmpty()
        ? ""
        : conflicts.entrySet().stream()
            .limit(5)
            .map(key -> key.getKey() + " (" + key.getValue() + ")")
            .collect(
                Collectors.joining(
                    ", ", " Conflicts of this application lately, by declared key: ", "."));
  }
}
