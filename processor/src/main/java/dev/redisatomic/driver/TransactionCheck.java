package dev.redisatomic.driver;

import dev.redisatomic.command.Command;
import java.util.List;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.RedisConnectionFailureException;

/** The part of {@link Driver#probe} that is the same for every driver. */
public final class TransactionCheck {
  private TransactionCheck() {}

  /**
   * Runs an empty transaction. A server that refuses MULTI would go on to run each write by itself.
   *
   * @param pinned a clean connection, to be destroyed after an exception
   * @throws InvalidDataAccessApiUsageException if the user has no right to transactions
   * @throws RedisConnectionFailureException if the server cannot run one now
   * @throws BrokenConnectionException as {@link PinnedConnection#send}
   */
  public static void run(PinnedConnection pinned) {
    for (Object reply : pinned.send(List.of(Command.of("MULTI"), Command.of("EXEC")))) {
      if (reply instanceof ErrorReply error) {
        throw refused(error);
      }
    }
  }

  private static RuntimeException refused(ErrorReply error) {
    if (error.kind() == ErrorReply.Kind.REFUSED) {
      return new InvalidDataAccessApiUsageException(
          "Redis refuses transactions to this user, so no atomic method can run; it needs WATCH,"
              + " UNWATCH, MULTI and EXEC (ACL category @transaction): "
              + error.message(),
          error.translated());
    }
    return new RedisConnectionFailureException(
        "Redis cannot run a transaction now: " + error.message(), error.translated());
  }
}
