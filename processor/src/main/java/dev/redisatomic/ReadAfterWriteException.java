package dev.redisatomic;

import org.springframework.dao.InvalidDataAccessApiUsageException;

/**
 * A body read a key that it had written before, in the same attempt. The write is only recorded, so
 * Redis would have answered with the old value; refusing is better than answering wrongly. Read the
 * key before writing it, or compute the new value from what was read.
 *
 * <p>Nothing has been applied unless the body catches this exception and returns.
 */
public class ReadAfterWriteException extends InvalidDataAccessApiUsageException {

  private static final long serialVersionUID = 1L;

  /**
   * Describes the read.
   *
   * @param message the read, its key and the earlier write
   */
  public ReadAfterWriteException(String message) {
    super(message);
  }
}
