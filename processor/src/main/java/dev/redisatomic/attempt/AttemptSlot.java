package dev.redisatomic.attempt;

import dev.redisatomic.CrossSlotException;
import dev.redisatomic.command.Key;
import dev.redisatomic.driver.Driver;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The slot that all keys of an attempt are in, fixed by the first of them. Where keys have no
 * slots, it accepts everything.
 */
final class AttemptSlot {

  private static final Key ANYWHERE = Key.of("");

  private final Driver driver;
  private final String method;
  private @Nullable Key first;
  private int slot = Driver.NO_SLOT;

  AttemptSlot(Driver driver, String method) {
    this.driver = driver;
    this.method = method;
  }

  /** Fixes the slot, or leaves everything as it was and throws. */
  void require(List<Key> keys) {
    Key before = first;
    int fixed = slot;
    for (int i = 0; i < keys.size(); i++) {
      Key key = keys.get(i);
      int its = driver.slotOf(key);
      if (before == null) {
        before = key;
        fixed = its;
      } else if (its != fixed) {
        throw new CrossSlotException(method, before.toString(), fixed, key.toString(), its);
      }
    }
    first = before;
    slot = fixed;
  }

  /** {@link Driver#NO_SLOT} if there is none, or none yet. */
  int value() {
    return slot;
  }

  /** Whether a key is in the slot of the attempt. */
  boolean holds(Key key) {
    return driver.slotOf(key) == slot;
  }

  /** Whether keys have slots here, and the attempt is in one. */
  boolean isFixed() {
    return slot != Driver.NO_SLOT;
  }

  /** Whether it is known where the library's own keys have to be. */
  boolean isSettled() {
    return isFixed() || driver.slotOf(ANYWHERE) == Driver.NO_SLOT;
  }

  /** Fixes a slot for an attempt that has named no key and will name none. */
  void settle() {
    if (!isSettled()) {
      slot = driver.slotOf(Key.of(Long.toString(ThreadLocalRandom.current().nextLong())));
    }
  }
}
