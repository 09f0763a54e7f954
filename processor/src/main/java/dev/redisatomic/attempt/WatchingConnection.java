package dev.redisatomic.attempt;

import dev.redisatomic.command.Command;
import dev.redisatomic.command.Key;
import dev.redisatomic.driver.BrokenConnectionException;
import dev.redisatomic.driver.Driver;
import dev.redisatomic.driver.PinnedConnection;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.data.redis.RedisSystemException;

/**
 * The connection of one attempt: taken with the first command, watching what it is told to, and
 * never replaced. After a failure it sends nothing more, whatever the body makes of the exception.
 */
final class WatchingConnection {

  private final Driver driver;
  private final AttemptSlot slot;
  private final AttemptMarker attemptMarker;

  private @Nullable PinnedConnection connection;
  private int connectedFor = Driver.NO_SLOT;
  private @Nullable Failure failure;
  private boolean watching;
  private boolean outOfStep;
  private boolean markerWatched;
  private boolean astray;
  private boolean informed;

  WatchingConnection(Driver driver, AttemptSlot slot, AttemptMarker attemptMarker) {
    this.driver = driver;
    this.slot = slot;
    this.attemptMarker = attemptMarker;
  }

  @Nullable Failure failure() {
    return failure;
  }

  /** Sends WATCH, if there is anything to watch, and the commands, in one round trip. */
  List<@Nullable Object> sendWatching(List<Key> keys, List<Command> commands) {
    List<byte[]> watch = new ArrayList<>(keys.size() + 1);
    Marker marker = attemptMarker.get();
    if (marker != null && !markerWatched) {
      watch.add(marker.key().bytes());
    }
    keys.forEach(key -> watch.add(key.bytes()));
    if (watch.isEmpty()) {
      return send(commands);
    }
    List<Command> batch = new ArrayList<>(commands.size() + 1);
    batch.add(Command.of("WATCH", watch.toArray(byte[][]::new)));
    batch.addAll(commands);
    watching = true;
    List<@Nullable Object> replies = send(batch);
    if (replies.get(0) instanceof RuntimeException refused) {
      // unguarded reads must not lead to a commit
      throw failed(refused, Failure.isPassing(refused));
    }
    markerWatched = marker != null;
    return replies.subList(1, replies.size());
  }

  /** Sends one command and returns its reply, or throws the driver's exception for an error. */
  @Nullable Object ask(Command command) {
    return replyOrThrow(send(List.of(command)).get(0));
  }

  /** An error that says "not now" ends the attempt; any other is the body's to deal with. */
  @Nullable Object replyOrThrow(@Nullable Object reply) {
    if (reply instanceof RuntimeException error) {
      throw Failure.isPassing(error) ? failed(error, true) : error;
    }
    return reply;
  }

  private List<@Nullable Object> send(List<Command> commands) {
    try {
      return open().send(commands);
    } catch (BrokenConnectionException e) {
      astray = true;
      throw failed(e.driverException(), true);
    }
  }

  /**
   * Sends the transaction.
   *
   * @param exec the position of EXEC in it
   * @throws BrokenConnectionException if the connection was lost
   */
  List<@Nullable Object> sendTransaction(List<Command> transaction, int exec) {
    if (attemptMarker.settled() != null && !markerWatched) {
      // a WATCH that travels with EXEC could still be on its way when somebody reads the marker
      sendWatching(List.of(), List.of());
    }
    try {
      List<@Nullable Object> replies = open().send(transaction);
      boolean begun = !(replies.get(0) instanceof RuntimeException);
      boolean ended = ended(replies.get(exec));
      watching = watching && !ended;
      // begun and not ended, or ended without having begun: nobody knows what is left
      outOfStep = begun != ended;
      astray = replies.stream().anyMatch(Failure::isAstray);
      informed = !outOfStep && replies.stream().anyMatch(Failure::isInformed);
      return replies;
    } catch (BrokenConnectionException e) {
      astray = true;
      failed(e.driverException(), true);
      throw e;
    } catch (Error e) {
      // with replies unread, nothing more may be sent
      failed(new RedisSystemException("An error came in between", e), false);
      throw e;
    }
  }

  /** Whether this reply to EXEC means that the transaction and all watches are over. */
  private static boolean ended(@Nullable Object reply) {
    return reply == null
        || reply instanceof List
        || (reply instanceof RuntimeException error
            && String.valueOf(error.getMessage()).startsWith("EXECABORT"));
  }

  private PinnedConnection open() {
    if (failure != null) {
      throw failure.cause();
    }
    if (connection != null && connectedFor != slot.value()) {
      // nothing is watched yet: the first key to be watched fixes the slot
      connection.release();
      connection = null;
    }
    if (connection == null) {
      connectedFor = slot.value();
      connection = connecting(() -> driver.open(connectedFor));
    }
    return connection;
  }

  /** Whoever needs the server for it: if it is not there, that ends the attempt. */
  <T> T connecting(Supplier<T> step) {
    try {
      return step.get();
    } catch (RuntimeException e) {
      boolean unreachable = e instanceof DataAccessResourceFailureException;
      astray = unreachable;
      throw failed(e, unreachable);
    }
  }

  private RuntimeException failed(RuntimeException reason, boolean passing) {
    astray = astray || Failure.isAstray(reason);
    informed = Failure.isInformed(reason);
    failure = new Failure(driver.translate(reason), passing);
    return failure.cause();
  }

  /**
   * Gives the connection back clean, or closes it for good. Whoever was led astray looks again
   * before the next attempt, which would be sent to the same place. Does not throw.
   */
  void close() {
    if (astray && informed && connection != null) {
      driver.lookAgain(connection);
      astray = false;
    }
    if (connection != null) {
      if (failure == null && !outOfStep && (!watching || unwatched(connection))) {
        connection.release();
      } else {
        connection.destroy();
      }
      connection = null;
    }
    if (astray) {
      // with the connection given back: others are asked, and a pool may have only one
      driver.lookAgain(null);
      astray = false;
    }
  }

  private boolean unwatched(PinnedConnection pinned) {
    try {
      return !(pinned.send(List.of(Command.of("UNWATCH"))).get(0) instanceof RuntimeException);
    } catch (RuntimeException e) {
      return false;
    }
  }
}
