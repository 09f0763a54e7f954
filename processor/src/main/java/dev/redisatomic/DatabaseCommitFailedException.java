package dev.redisatomic;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.NonTransientDataAccessException;

/**
 * <b>Redis has committed, and then the database's own commit failed.</b> The one gap that two
 * stores leave: {@code EXEC} is sent when nothing but the commit itself is left to do on the
 * database, and cannot be taken back. Never retried, because that would apply the writes to Redis
 * twice; {@code afterCommit} callbacks have not run.
 *
 * <p>The cause is the database's exception, as far as it is known.
 */
public class DatabaseCommitFailedException extends NonTransientDataAccessException {

  private static final long serialVersionUID = 1L;

  private final String[] watchedKeys;
  private final boolean rolledBack;

  /**
   * Describes what stands where.
   *
   * @param message which method, what has been applied
   * @param cause the database's exception; {@code null} if it is not known
   * @param watchedKeys the keys that the attempt watched
   * @param rolledBack whether the database was rolled back without a failure
   */
  public DatabaseCommitFailedException(
      String message, @Nullable Throwable cause, List<String> watchedKeys, boolean rolledBack) {
    super(message, cause);
    this.watchedKeys = watchedKeys.toArray(String[]::new);
    this.rolledBack = rolledBack;
  }

  /**
   * The keys that the attempt watched. What it wrote to Redis has been applied.
   *
   * @return the keys in the order in which they were watched; bytes that are not printable text are
   *     shown as {@code \xNN}
   */
  public List<String> getWatchedKeys() {
    return List.of(watchedKeys);
  }

  /**
   * Whether the database is known to be rolled back.
   *
   * @return {@code true} if its transaction manager has rolled it back after the failed commit;
   *     {@code false} if the database may or may not have committed
   */
  public boolean isRolledBack() {
    return rolledBack;
  }
}
