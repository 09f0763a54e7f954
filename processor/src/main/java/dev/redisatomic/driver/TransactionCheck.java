package dev.redisatomic.driver;

import dev.redisatomic.command.Command;
import java.util.List;
import java.util.function.Consumer;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.RedisConnectionFailureException;

/** The part of {@link Driver#probe} that is the same for every driver. */
public final class TransactionCheck {
  private TransactionCheck() {}

  /**
   * Runs an empty transaction and what else a driver asks, and gives the connection back; after an
   * exception it is destroyed. A server that refuses MULTI would go on to run each write by itself.
   *
   * @param pinned a clean connection
   * @param more what the driver asks on it
   * @param <P> the driver's connections
   * @throws InvalidDataAccessApiUsageException if the user has no right to transactions
   * @throws RedisConnectionFailureException if the server cannot run one now
   * @throws RuntimeException Spring's exception if the connection was lost
   */
  public static <P extends PinnedConnection> void run(P pinned, Consumer<? super P> more) {
    boolean usable = false;
    try {
      requireTransactions(pinned);
      more.accept(pinned);
      usable = true;
    } catch (BrokenConnectionException e) {
      throw e.translated();
    } finally {
      if (usable) {
        pinned.release();
      } else {
        pinned.destroy();
      }
    }
  }

  private static void requireTransactions(PinnedConnection pinned) {
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
