package dev.redisatomic;

import org.springframework.dao.NonTransientDataAccessResourceException;

/**
 * Signals that <b>all writes were applied</b> on the master, but fewer replicas than {@code
 * redis.atomic.wait-replicas} confirmed them within {@code redis.atomic.wait-timeout}: a failover
 * to one of the others would lose them. Never retried, because that would apply the writes twice.
 * {@code afterCommit} callbacks have run.
 */
public class UnreplicatedCommitException extends NonTransientDataAccessResourceException {

  private static final long serialVersionUID = 1L;

  private final long confirmed;

  /**
   * Describes the commit.
   *
   * @param message which method, how many replicas
   * @param confirmed how many replicas have confirmed
   */
  public UnreplicatedCommitException(String message, long confirmed) {
    super(message);
    this.confirmed = confirmed;
  }

  /**
   * The number of replicas that have confirmed the commit.
   *
   * @return fewer than asked for
   */
  public long getConfirmed() {
    return confirmed;
  }
}
