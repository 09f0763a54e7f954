package dev.redisatomic.driver.jedis;

import dev.redisatomic.command.Key;
import dev.redisatomic.driver.Driver;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Connection;

/** Where connections lead: to one server, to the master of the day, or to the owner of a slot. */
interface Topology {

  /** A connection to the owner of the slot, or to any server that takes writes. */
  JedisPinnedConnection open(int slot);

  /** {@link Driver#NO_SLOT} where keys have none. */
  default int slotOf(Key key) {
    return Driver.NO_SLOT;
  }

  /** Replaces what is known about who is in charge. */
  default void lookAgain(@Nullable Connection informed) {}

  /** Refuses a connection whose settings break a promise. */
  default void check(JedisPinnedConnection pinned) {}
}
