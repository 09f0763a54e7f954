package dev.redisatomic.driver.jedis;

import dev.redisatomic.command.Key;
import dev.redisatomic.driver.Driver;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import redis.clients.jedis.Connection;

/**
 * The place to which connections lead: one server, the master of the day, or the owner of a slot.
 */
interface Topology {

  /** The application's own connection factory. */
  JedisConnectionFactory factory();

  /** A connection to the owner of the slot, or to any server that takes writes. */
  JedisPinnedConnection open(int slot);

  /** The slot of a key; {@link Driver#NO_SLOT} where keys have none. */
  default int slotOf(Key key) {
    return Driver.NO_SLOT;
  }

  /**
   * Finds out anew which servers are in charge, where Jedis does not do so by itself.
   *
   * @param informed a connection to a server that knows; {@code null}: any server is asked
   * @return whether that is done, well or not; {@code false}: another server has to be asked
   */
  default boolean refresh(@Nullable Connection informed) {
    return true;
  }

  /** Refuses a connection whose settings break a promise. */
  default void check(JedisPinnedConnection pinned) {}

  /** Spring's exception for one of Jedis, or the exception itself. */
  default RuntimeException translate(RuntimeException exception) {
    DataAccessException translated = factory().translateExceptionIfPossible(exception);
    return translated == null ? exception : translated;
  }
}
