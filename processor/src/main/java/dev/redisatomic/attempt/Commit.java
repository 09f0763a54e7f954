package dev.redisatomic.attempt;

import dev.redisatomic.command.Command;
import dev.redisatomic.driver.BrokenConnectionException;
import dev.redisatomic.driver.Driver;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.RedisSystemException;

/** The end of an attempt: one transaction in one write, and what its replies mean. */
final class Commit {

  private final Driver driver;
  private final WatchingConnection connection;
  private final AttemptTransaction transaction;
  private final WriteLog log;
  private final QueuedResults queued;
  private final OwnWrites own;
  private final HandedOut handedOut;
  private final @Nullable ExactlyOnce exactlyOnce;
  private final AttemptMarker attemptMarker;
  private final @Nullable Replication replication;

  private boolean unresolved;

  Commit(
      Driver driver,
      WatchingConnection connection,
      AttemptTransaction transaction,
      WriteLog log,
      QueuedResults queued,
      OwnWrites own,
      HandedOut handedOut,
      @Nullable ExactlyOnce exactlyOnce,
      AttemptMarker attemptMarker,
      @Nullable Replication replication) {
    this.driver = driver;
    this.connection = connection;
    this.transaction = transaction;
    this.log = log;
    this.queued = queued;
    this.own = own;
    this.handedOut = handedOut;
    this.exactlyOnce = exactlyOnce;
    this.attemptMarker = attemptMarker;
    this.replication = replication;
  }

  /** Sends the writes, if there are any; without them, only asks whether a watched key changed. */
  Outcome run() {
    Marker marker = attemptMarker.settled();
    MarkerResolution resolution = marker == null ? null : new MarkerResolution(driver, marker);
    try {
      List<Command> commands = transaction.commands(marker);
      int exec = commands.size() - 1;
      if (replication != null && hasWrites()) {
        commands.add(replication.await());
      }
      return settle(connection.sendTransaction(own.takeRemoval(), commands, exec, log.writes()));
    } catch (BrokenConnectionException e) {
      RuntimeException cause = e.translated();
      // with WAIT behind it, EXEC is not the last command
      boolean mayBeApplied = awaitsReplicas() || (hasWrites() && e.mayHaveArrived());
      return mayBeApplied ? resolve(cause, resolution) : new Outcome.Failed(cause, true);
    } catch (Error e) {
      // out of memory, say, while the replies were read
      RuntimeException cause = new RedisSystemException("An error interrupted the commit", e);
      return hasWrites() ? resolve(cause, resolution) : new Outcome.Failed(cause, false);
    } catch (RuntimeException e) {
      Failure failure = connection.failure();
      if (failure == null) {
        throw e;
      }
      return failure.outcome();
    }
  }

  private boolean hasWrites() {
    return log.size() > 0;
  }

  private boolean awaitsReplicas() {
    return replication != null && hasWrites();
  }

  private Outcome settle(TransactionReplies replies) {
    Outcome outcome = replies.verdict();
    if (outcome instanceof Outcome.Committed || outcome instanceof Outcome.Partial) {
      queued.settle(log.writes(), replies);
      handedOut.compare(log.writes(), replies);
    }
    if (!(outcome instanceof Outcome.Committed)) {
      return outcome;
    }
    if (!hasWrites()) {
      return new Outcome.Unchanged();
    }
    return replication == null
        ? outcome
        : new Outcome.Committed(replication.missing(replies.behindExec()));
  }

  /** The reply to EXEC is lost; the marker, if there is one, knows. */
  private Outcome resolve(RuntimeException cause, @Nullable MarkerResolution resolution) {
    unresolved = true;
    if (exactlyOnce == null || resolution == null) {
      return new Outcome.Unknown(cause);
    }
    // the pool may have no other
    connection.close(List.of());
    Marker.Trace trace = resolution.resolve(exactlyOnce.limit());
    unresolved = trace == Marker.Trace.NONE;
    return switch (trace) {
      case COMMITTED -> {
        queued.lost();
        yield new Outcome.Committed(replication == null ? 0 : replication.replicas());
      }
      case CLOSED -> new Outcome.Failed(cause, true);
      case NONE -> new Outcome.Unknown(cause);
    };
  }

  /** Gives the marker back, unless a commit that nobody knows about may still use it. */
  void close() {
    if (!unresolved) {
      attemptMarker.giveBack();
    }
  }
}
