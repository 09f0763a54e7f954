package dev.redisatomic.connection;

import org.springframework.data.redis.connection.RedisConnection;

/**
 * The port to a Redis driver: a few verbs, all else is the same for every driver. An instance
 * belongs to one connection factory and is thread-safe.
 */
public interface Driver {

  /**
   * Takes a connection of the factory's own pool, for one attempt.
   *
   * @return the connection, clean
   * @throws org.springframework.dao.DataAccessResourceFailureException if the server cannot be
   *     reached
   * @throws org.springframework.dao.TransientDataAccessResourceException if the pool is exhausted
   */
  PinnedConnection open();

  /**
   * Makes a command that the driver can send.
   *
   * @param name the first word
   * @param arguments the other words
   * @return the command
   */
  Command command(String name, byte[]... arguments);

  /**
   * Spring Data's connection for this driver, with all its conversions, except that each command is
   * handed to the handler and nothing is sent.
   *
   * @param handler answers each command with a raw reply
   * @return the connection
   */
  RedisConnection view(CommandHandler handler);

  /**
   * Turns an exception of the driver, also one that stands for an error reply, into Spring's.
   *
   * @param exception any exception
   * @return Spring's equivalent, or the exception itself
   */
  RuntimeException translate(RuntimeException exception);
}
