package dev.redisatomic.attempt;

import dev.redisatomic.command.Command;
import dev.redisatomic.driver.BrokenConnectionException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.RedisSystemException;

/** The end of an attempt: one transaction in one write, and what its replies mean. */
final class Commit {

  private final CommitParts parts;
  private final WatchingConnection connection;
  private final AttemptTransaction transaction;
  private final WriteLog log;
  private final Settlement settlement;
  private final @Nullable Replication replication;

  Commit(CommitParts parts, AttemptTransaction transaction, WriteLog log, Settlement settlement) {
    this.parts = parts;
    this.connection = parts.connection();
    this.transaction = transaction;
    this.log = log;
    this.settlement = settlement;
    this.replication = parts.replication();
  }

  /** Sends the writes, if there are any; without them, only asks whether a watched key changed. */
  Outcome run() {
    Marker marker = parts.marker().settled();
    MarkerResolution resolution =
        marker == null ? null : new MarkerResolution(parts.driver(), marker);
    try {
      List<Command> commands = transaction.commands(marker);
      int exec = commands.size() - 1;
      if (replication != null && hasWrites()) {
        commands.add(replication.await());
      }
      return settle(connection.sendTransaction(settlement.before(), commands, exec, log.writes()));
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
      settlement.applied(replies);
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
    ExactlyOnce exactlyOnce = parts.exactlyOnce();
    if (exactlyOnce == null || resolution == null) {
      return new Outcome.Unknown(cause);
    }
    parts.marker().inDoubt(true);
    // the pool may have no other
    connection.close(List.of());
    Marker.Trace trace = resolution.resolve(exactlyOnce.limit());
    parts.marker().inDoubt(trace == Marker.Trace.NONE);
    return switch (trace) {
      case COMMITTED -> {
        settlement.lost();
        yield new Outcome.Committed(replication == null ? 0 : replication.replicas());
      }
      case CLOSED -> new Outcome.Failed(cause, true);
      case NONE -> new Outcome.Unknown(cause);
    };
  }
}
