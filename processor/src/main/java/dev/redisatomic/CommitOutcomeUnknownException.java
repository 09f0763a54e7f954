package dev.redisatomic;

import org.springframework.dao.NonTransientDataAccessResourceException;

/**
 * {@code EXEC} had been sent, and its reply did not arrive or made no sense: <b>either it ran, with
 * all of the writes, or none of them was applied</b>, and the client cannot know which; nor, if it
 * ran, whether each command in it succeeded. It is never retried by itself, because that could
 * apply the writes twice. The caller can look at the data and decide.
 */
public class CommitOutcomeUnknownException extends NonTransientDataAccessResourceException {

  private static final long serialVersionUID = 1L;

  /**
   * Describes the lost commit.
   *
   * @param message which method and commands
   * @param cause how the connection was lost
   */
  public CommitOutcomeUnknownException(String message, Throwable cause) {
    super(message, cause);
  }
}
