package dev.redisatomic.driver;

import dev.redisatomic.command.Key;
import org.springframework.data.redis.connection.RedisConnection;

/**
 * The port to a Redis driver: a few verbs, all else is the same for every driver. An instance
 * belongs to one connection factory and is thread-safe.
 */
public interface Driver extends AutoCloseable {
  /** The value in place of a slot where keys have none, or none is known yet. */
  int NO_SLOT = -1;

  /**
   * Asks the server, the first time that it is called, for what {@link #view} has to know, and
   * whether it runs transactions for this user. Does nothing once that is known.
   *
   * @throws org.springframework.dao.InvalidDataAccessApiUsageException if no atomic method can run
   *     with these rights or settings
   * @throws RuntimeException as {@link #open}
   */
  void probe();

  /**
   * Takes a connection with the factory's own settings to the server that owns a slot, for one
   * attempt. If the server cannot be reached, the driver also refreshes what it knows about which
   * servers are in charge.
   *
   * @param slot the slot, or {@link #NO_SLOT} for any server that takes writes
   * @return the connection, clean
   * @throws org.springframework.dao.DataAccessResourceFailureException if the server cannot be
   *     reached, or none owns the slot
   * @throws org.springframework.dao.TransientDataAccessResourceException if the pool is exhausted,
   *     or the thread was interrupted while waiting for it; its interrupt flag is set then
   */
  PinnedConnection open(int slot);

  /**
   * The slot of a key, on which it depends where the key is and what can be in one transaction with
   * it.
   *
   * @param key the key
   * @return 0 or more, or {@link #NO_SLOT} if any key can be with any other
   */
  int slotOf(Key key);

  /**
   * Makes Spring Data's connection for this driver, with all its conversions, except that each
   * command is handed to the handler and nothing is sent. Comes after {@link #probe}.
   *
   * @param handler answers each command with a reply of {@link PinnedConnection}; a {@code
   *     DataAccessException} or an {@code Error} that it throws reaches the caller unchanged
   * @return the connection
   */
  RedisConnection view(CommandHandler handler);

  /**
   * The driver for one attempt of an atomic method: this one, unless it stands in front of another
   * driver, as in tests, and has to know whose commands its connections send.
   *
   * @param method the outermost method, as {@link dev.redisatomic.AtomicCall#method()} has it
   * @return a driver to use as this one, but not to close; the connections that it opens are the
   *     attempt's
   */
  default Driver forMethod(String method) {
    return this;
  }

  /**
   * Closes what the driver has opened by itself; an attempt that is running fails as if its
   * connection was lost. Does not throw. Does nothing by default: what belongs to the factory is
   * the factory's to close.
   */
  @Override
  default void close() {}
}
