package dev.redisatomic;

import org.springframework.dao.NonTransientDataAccessResourceException;

/**
 * The connection was lost after {@code EXEC} had been sent and before its reply arrived: <b>all of
 * the writes were applied, or none</b>, and the client cannot know which. It is never retried by
 * itself, because that could apply the writes twice. The caller can look at the data and decide.
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
