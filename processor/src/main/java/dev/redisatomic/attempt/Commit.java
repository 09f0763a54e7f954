package dev.redisatomic.attempt;

import dev.redisatomic.command.Command;
import dev.redisatomic.command.Key;
import dev.redisatomic.driver.BrokenConnectionException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.RedisSystemException;

/** One transaction in one write, and what its replies mean. */
final class Commit {

  private static final Command MULTI = Command.of("MULTI");
  private static final Command EXEC = Command.of("EXEC");

  private final CommitParts parts;
  private final WatchingConnection connection;
  private final WatchSet watchSet;
  private final WriteLog log;
  private final Settlement settlement;
  private final @Nullable Replication replication;

  /**
   * A commit that has not run.
   *
   * @param watchSet the keys that it depends on
   * @param log what it writes
   * @param settlement takes the results
   */
  Commit(CommitParts parts, WatchSet watchSet, WriteLog log, Settlement settlement) {
    this.parts = parts;
    this.connection = parts.connection();
    this.watchSet = watchSet;
    this.log = log;
    this.settlement = settlement;
    this.replication = parts.replication();
  }

  /** Sends the writes, if there are any; without them, only asks whether a watched key changed. */
  Outcome run() {
    Marker marker = parts.marker().settled();
    MarkerResolution resolution = parts.marker().resolution();
    try {
      List<Command> commands = transaction(marker);
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

  boolean hasWrites() {
    return log.size() > 0;
  }

  /** The writes come first, so that replies to them are found at the same places in any case. */
  private List<Command> transaction(@Nullable Marker marker) {
    List<Command> commands = new ArrayList<>(log.size() + 5);
    commands.add(MULTI);
    log.writes().forEach(write -> commands.add(write.command().command()));
    if (marker != null && hasWrites()) {
      commands.add(marker.leave());
    }
    if (parts.slot().isFixed()) {
      addTouch(commands);
    }
    commands.add(EXEC);
    return commands;
  }

  /**
   * Adds each watched key. WATCH does not see that a missing key leaves with its slot, and is
   * created elsewhere; but the server compares all keys in a transaction with its slots before it
   * runs the first command.
   */
  private void addTouch(List<Command> commands) {
    Set<Key> untouched = watchSet.watchedKeys();
    log.writes().forEach(write -> write.command().allKeys().forEach(untouched::remove));
    if (!untouched.isEmpty()) {
      commands.add(Command.of("EXISTS", untouched.stream().map(Key::bytes).toArray(byte[][]::new)));
    }
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

  /** Asks the marker, if there is one: the reply to EXEC is lost. */
  private Outcome resolve(RuntimeException cause, @Nullable MarkerResolution resolution) {
    if (resolution == null) {
      return new Outcome.Unknown(cause);
    }
    parts.marker().inDoubt(true);
    // the pool may have no other
    connection.close(List.of());
    Marker.Trace trace = resolution.resolve();
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
