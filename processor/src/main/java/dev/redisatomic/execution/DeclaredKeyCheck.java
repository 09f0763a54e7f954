package dev.redisatomic.execution;

import dev.redisatomic.command.Key;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whether the keys that one method declares are those that its body uses. They are not
 * where a template serializes keys differently: then the declared ones guard nothing. Costs nothing
 * once a body has named all of its declared keys, or the warning has been given.
 */
public final class DeclaredKeyCheck {

  private static final Log log = LogFactory.getLog(DeclaredKeyCheck.class);

  /** Some bodies never name a key that they declare. */
  private static final int MAX_CALLS = 1_000;

  private final String method;
  private final AtomicInteger calls = new AtomicInteger();
  private volatile boolean over;

  /**
   * A check of one method.
   *
   * @param method its name, for the warning
   */
  public DeclaredKeyCheck(String method) {
    this.method = method;
  }

  /**
   * Looks at the keys that a body names.
   *
   * @param keys the declared ones
   * @param body runs inside an attempt
   * @param <T> the type of its result
   * @return the body to run in its place; the same one if there is nothing to find out
   */
  public <T> Body<T> around(List<Key> keys, Body<T> body) {
    return over || keys.isEmpty() ? body : () -> observed(keys, body);
  }

  private <T> @Nullable T observed(List<Key> keys, Body<T> body) throws Throwable {
    AttemptContext context = AttemptContext.find();
    if (context == null) {
      return body.run();
    }
    Set<Key> named = new LinkedHashSet<>();
    Set<Key> outer = context.currentAttempt().diagnostics().collectKeys(named);
    try {
      T result = body.run();
      judge(keys, named);
      return result;
    } finally {
      context.currentAttempt().diagnostics().collectKeys(outer);
      if (outer != null) {
        outer.addAll(named);
      }
    }
  }

  private void judge(List<Key> keys, Set<Key> named) {
    if (named.containsAll(keys)) {
      over = true;
    } else if (!named.isEmpty()) {
      Pair pair = mismatch(keys, named);
      if (pair != null) {
        warn(pair);
      } else if (calls.incrementAndGet() > MAX_CALLS) {
        over = true;
      }
    }
  }

  /** A declared key that was not named, and one that was named instead. */
  private record Pair(Key declared, Key named) {}

  /**
   * A body may return early, with some of its declared keys not named. So it takes either a key
   * that ends with a missing one, as with a prefix or the header of a serialized object, or none of
   * the declared keys among those that were named.
   */
  private static @Nullable Pair mismatch(List<Key> keys, Set<Key> named) {
    Set<Key> declared = new LinkedHashSet<>(keys);
    List<Key> missing = declared.stream().filter(key -> !named.contains(key)).toList();
    List<Key> others = named.stream().filter(key -> !declared.contains(key)).toList();
    for (Key other : others) {
      for (Key key : missing) {
        if (endsWith(other.bytes(), key.bytes())) {
          return new Pair(key, other);
        }
      }
    }
    return missing.size() == declared.size() ? new Pair(missing.get(0), others.get(0)) : null;
  }

  private static boolean endsWith(byte[] whole, byte[] part) {
    int start = whole.length - part.length;
    return start > 0 && Arrays.equals(whole, start, whole.length, part, 0, part.length);
  }

  private synchronized void warn(Pair pair) {
    if (over) {
      return;
    }
    over = true;
    log.warn(
        method
            + " declares the key '"
            + pair.declared()
            + "', but its body did not name it, only others, such as '"
            + pair.named()
            + "'. If that is the same key as a template serializes it, the declared one guards"
            + " nothing: use a template with a StringRedisSerializer for keys, or write into the"
            + " annotation what the template makes of them. This is said once per method.");
  }
}
