package dev.redisatomic.attempt;

import dev.redisatomic.command.Command;
import dev.redisatomic.command.Key;
import dev.redisatomic.command.QuestionRefusedException;
import dev.redisatomic.connection.RecordedWrite;
import dev.redisatomic.driver.BrokenConnectionException;
import dev.redisatomic.driver.Driver;
import dev.redisatomic.driver.ErrorReply;
import dev.redisatomic.driver.PinnedConnection;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.data.redis.RedisSystemException;

/**
 * The connection of one attempt, taken with the first command. It is exchanged only where the first
 * key shows that another server has to be asked, before anything is watched. After a failure it
 * sends nothing more, whatever the body makes of the exception.
 */
final class WatchingConnection {

  private static final Log log = LogFactory.getLog(WatchingConnection.class);

  private final Driver driver;
  private final AttemptSlot slot;
  private final AttemptMarker marker;
  private @Nullable PinnedConnection connection;
  private int connectedFor = Driver.NO_SLOT;
  private ConnectionState state = ConnectionState.CLEAN;
  private @Nullable Failure failure;

  WatchingConnection(Driver driver, AttemptSlot slot, AttemptMarker marker) {
    this.driver = driver;
    this.slot = slot;
    this.marker = marker;
  }

  /** The reason why nothing more is sent, or {@code null} while the connection can be used. */
  @Nullable Failure failure() {
    return failure;
  }

  /** Whether a connection was taken, for whatever was sent on it. */
  boolean isOpen() {
    return connection != null;
  }

  /** Sends WATCH, if there is anything to watch, and the commands, in one round trip. */
  List<@Nullable Object> sendWatching(List<Key> keys, List<Command> commands) {
    Marker unwatched = marker.unwatched();
    int own = unwatched == null ? 0 : 1;
    if (keys.size() + own == 0) {
      return send(commands, state);
    }
    byte[][] watch = new byte[keys.size() + own][];
    if (unwatched != null) {
      watch[0] = unwatched.key().bytes();
    }
    for (int i = 0; i < keys.size(); i++) {
      watch[i + own] = keys.get(i).bytes();
    }
    List<Command> batch = new ArrayList<>(commands.size() + 1);
    batch.add(Command.of("WATCH", watch));
    batch.addAll(commands);
    List<@Nullable Object> replies = send(batch, ConnectionState.WATCHING);
    if (replies.get(0) instanceof ErrorReply refused) {
      // unguarded reads must not lead to a commit
      throw fail(Failure.of(refused));
    }
    marker.watched();
    return replies.subList(1, replies.size());
  }

  /**
   * Asks the server about a command.
   *
   * @throws QuestionRefusedException for an error that does not end the attempt
   */
  @Nullable Object ask(Command question) {
    Object reply = send(List.of(question), state).get(0);
    if (reply instanceof ErrorReply error && !error.isRetryable()) {
      throw new QuestionRefusedException(error.message(), error.translated());
    }
    return replyOrThrow(reply);
  }

  /** An error that says "not now" ends the attempt; any other is the body's to deal with. */
  @Nullable Object replyOrThrow(@Nullable Object reply) {
    if (reply instanceof ErrorReply error) {
      requireLasting(error);
      throw error.translated();
    }
    return reply;
  }

  /** Ends the attempt if an error says "not now". */
  void requireLasting(ErrorReply error) {
    if (error.isRetryable()) {
      throw fail(Failure.of(error));
    }
  }

  private List<@Nullable Object> send(List<Command> commands, ConnectionState next) {
    PinnedConnection pinned = open();
    state = next;
    try {
      return exchange(pinned, commands);
    } catch (BrokenConnectionException e) {
      throw e.translated();
    }
  }

  /** Sends in one round trip. With replies unread, nothing more may be sent. */
  private List<@Nullable Object> exchange(PinnedConnection pinned, List<Command> commands) {
    try {
      return pinned.send(commands);
    } catch (BrokenConnectionException e) {
      fail(new Failure(e.translated(), true));
      throw e;
    } catch (Error e) {
      fail(new Failure(new RedisSystemException("An error came in between", e), false));
      throw e;
    }
  }

  /**
   * Sends the transaction.
   *
   * @param before what goes ahead of it in the same write; nobody looks at the replies
   * @param transaction the commands
   * @param exec the position of EXEC in them
   * @param writes the writes among them
   * @throws BrokenConnectionException if the connection was lost
   */
  TransactionReplies sendTransaction(
      List<Command> before, List<Command> transaction, int exec, List<RecordedWrite> writes) {
    if (marker.settled() != null && marker.unwatched() != null) {
      // a WATCH that travels with EXEC could still be on its way when somebody reads the marker
      sendWatching(List.of(), List.of());
    }
    List<Command> commands = transaction;
    if (!before.isEmpty()) {
      commands = new ArrayList<>(before);
      commands.addAll(transaction);
    }
    List<@Nullable Object> answers = exchange(open(), commands);
    TransactionReplies replies =
        TransactionReplies.of(writes, answers.subList(before.size(), answers.size()), exec);
    state = replies.connectionState(state);
    return replies;
  }

  private PinnedConnection open() {
    if (failure != null) {
      throw failure.cause();
    }
    if (connection != null && connectedFor != slot.value()) {
      connection.release();
      connection = null;
    }
    if (connection == null) {
      connectedFor = slot.value();
      try {
        connection = driver.open(connectedFor);
      } catch (RuntimeException e) {
        throw unreachable(e);
      }
    }
    return connection;
  }

  /** Sees to it that the driver can make views. A failure ends the attempt. */
  void probe() {
    try {
      driver.probe();
    } catch (RuntimeException e) {
      throw unreachable(e);
    }
  }

  private RuntimeException unreachable(RuntimeException reason) {
    return fail(new Failure(reason, reason instanceof DataAccessResourceFailureException));
  }

  /**
   * Ends the attempt for a reason that lies elsewhere.
   *
   * @return the exception to throw
   */
  RuntimeException fail(Failure reason) {
    failure = reason;
    state = ConnectionState.FAILED;
    return reason.cause();
  }

  /**
   * Gives the connection back clean, or closes it for good. Throws nothing but an Error.
   *
   * @param last what else is sent while it can be; nobody looks at the replies
   */
  void close(List<Command> last) {
    if (connection == null) {
      return;
    }
    boolean clean = false;
    try {
      clean =
          switch (state) {
            case CLEAN -> last.isEmpty() || left(connection, List.of(), last);
            case WATCHING -> left(connection, List.of(Command.of("UNWATCH")), last);
            case OUT_OF_STEP, FAILED -> false;
          };
    } finally {
      if (clean) {
        connection.release();
      } else {
        connection.destroy();
      }
      connection = null;
    }
  }

  private static boolean left(PinnedConnection pinned, List<Command> unwatch, List<Command> last) {
    List<Command> commands = new ArrayList<>(unwatch);
    commands.addAll(last);
    try {
      List<@Nullable Object> replies = pinned.send(commands);
      return unwatch.isEmpty() || !(replies.get(0) instanceof ErrorReply);
    } catch (RuntimeException e) {
      return false;
    }
  }

  /** Sends commands on a connection of their own, if there is one to be had; does not throw. */
  void sendElsewhere(List<Command> commands) {
    PinnedConnection other = null;
    boolean sent = false;
    try {
      other = driver.open(connectedFor);
      other.send(commands);
      sent = true;
    } catch (RuntimeException e) {
      log.debug("Could not clean up after a lost connection", e);
    } finally {
      if (other != null) {
        if (sent) {
          other.release();
        } else {
          other.destroy();
        }
      }
    }
  }
}
