package dev.redisatomic;

import org.springframework.dao.InvalidDataAccessApiUsageException;

/**
 * A body asked for something that depends on a write of its own which cannot be tried on a private
 * copy of the key: a read of a key after a script that names it, for instance, or the result of an
 * {@code XREADGROUP}. The write is only recorded, so Redis would have answered with the old value;
 * refusing is better than answering wrongly. The message says which command it is and why, or which
 * right is missing. Read the key before writing it.
 *
 * <p>With {@code redis.atomic.read-own-writes=false}, thrown by every read of a key that the body
 * has written.
 *
 * <p>Nothing has been applied unless the body catches this exception and returns.
 */
public class ReadAfterWriteException extends InvalidDataAccessApiUsageException {

  private static final long serialVersionUID = 1L;

  /**
   * Describes what was asked.
   *
   * @param message the command, its key and the write that cannot be tried
   */
  public ReadAfterWriteException(String message) {
    super(message);
  }
}
