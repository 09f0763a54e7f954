package dev.redisatomic.driver;

import dev.redisatomic.command.Key;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnection;

/**
 * The port to a Redis driver: a few verbs, all else is the same for every driver. An instance
 * belongs to one connection factory and is thread-safe.
 */
public interface Driver {

  /** In place of a slot: keys have none here, or none is known yet. */
  int NO_SLOT = -1;

  /**
   * Takes a connection of the factory's own pool to the server that owns a slot, for one attempt.
   *
   * @param slot the slot, or {@link #NO_SLOT} for any server that takes writes
   * @return the connection, clean
   * @throws org.springframework.dao.DataAccessResourceFailureException if the server cannot be
   *     reached, or none owns the slot
   * @throws org.springframework.dao.TransientDataAccessResourceException if the pool is exhausted
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
   * Finds out anew which servers are in charge, after one was lost or has said that it is not. Does
   * not throw.
   *
   * @param informed a usable connection to a server that knows, if there is one
   */
  void lookAgain(@Nullable PinnedConnection informed);

  /**
   * Spring Data's connection for this driver, with all its conversions, except that each command is
   * handed to the handler and nothing is sent.
   *
   * @param handler answers each command with a raw reply
   * @return the connection
   */
  RedisConnection view(CommandHandler handler);

  /**
   * The same error reply in other words.
   *
   * @param error stands for an error reply
   * @param message what it is to say, with the same first word
   * @return such an exception; the error itself if it never quotes what was sent
   */
  RuntimeException reworded(RuntimeException error, String message);

  /**
   * Turns an exception of the driver, also one that stands for an error reply, into Spring's.
   *
   * @param exception any exception
   * @return Spring's equivalent, or the exception itself
   */
  RuntimeException translate(RuntimeException exception);
}
