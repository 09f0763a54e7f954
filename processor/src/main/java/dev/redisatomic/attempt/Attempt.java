package dev.redisatomic.attempt;

import dev.redisatomic.ReadAfterWriteException;
import dev.redisatomic.connection.BrokenConnectionException;
import dev.redisatomic.connection.ClassifiedCommand;
import dev.redisatomic.connection.Command;
import dev.redisatomic.connection.CommandHandler;
import dev.redisatomic.connection.Driver;
import dev.redisatomic.connection.Key;
import dev.redisatomic.connection.PinnedConnection;
import dev.redisatomic.connection.RecordedSignal;
import dev.redisatomic.connection.RecordedWrite;
import dev.redisatomic.connection.Target;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;

/**
 * One run of a body: runs its reads, records its writes, and commits. Takes a connection with the
 * first command and keeps it to the end. Used by the thread that made it, once.
 */
public final class Attempt implements CommandHandler {

  private final Target target;
  private final Driver driver;
  private final WatchSet watchSet;
  private final WriteLog log = new WriteLog();
  private final List<QueuedResult> queued = new ArrayList<>();
  private final Thread owner = Thread.currentThread();

  private @Nullable PinnedConnection connection;
  private @Nullable RuntimeException failure;
  private @Nullable RecordedWrite lastWrite;
  private boolean watchReads;
  private boolean watching;
  private int guardedReads;
  private boolean over;

  /**
   * A new attempt. Nothing is sent yet.
   *
   * @param target where to run
   * @param watchReads whether the keys of reads join the watch set
   * @param maxWatchedKeys the limit of the watch set
   */
  public Attempt(Target target, boolean watchReads, int maxWatchedKeys) {
    this.target = target;
    this.driver = target.driver();
    this.watchReads = watchReads;
    this.watchSet = new WatchSet(maxWatchedKeys);
  }

  /**
   * Adds keys to the watch set; their WATCH travels with the next read.
   *
   * @param keys the keys
   * @throws InvalidDataAccessApiUsageException if there are too many
   */
  public void declare(Collection<Key> keys) {
    watchSet.declare(keys);
  }

  /**
   * Adds keys to the watch set and sends WATCH for all keys that are not yet watched.
   *
   * @param keys the keys
   * @throws InvalidDataAccessApiUsageException if there are too many
   */
  public void watch(Collection<Key> keys) {
    requireUsable();
    List<Key> toWatch = watchSet.toSendWith(keys);
    if (!toWatch.isEmpty()) {
      sendWatching(toWatch, List.of());
    }
  }

  /**
   * Decides whether the keys of the reads that follow join the watch set.
   *
   * @param watch the new setting
   * @return the setting until now
   */
  public boolean watchReads(boolean watch) {
    boolean before = watchReads;
    watchReads = watch;
    return before;
  }

  @Override
  public @Nullable Object answer(Command command) {
    requireUsable();
    ClassifiedCommand classified = target.catalog().classify(command, this::ask);
    return switch (classified.role()) {
      case READ -> read(classified);
      case WRITE -> {
        RecordedWrite write = log.add(classified);
        lastWrite = write;
        throw new RecordedSignal(write);
      }
      case REFUSED ->
          throw new InvalidDataAccessApiUsageException(
              command.name()
                  + " is not available inside an atomic method. "
                  + classified.refusal());
    };
  }

  private @Nullable Object read(ClassifiedCommand read) {
    for (Key key : read.keys()) {
      RecordedWrite earlier = log.writeTo(key);
      if (earlier != null) {
        throw new ReadAfterWriteException(
            read.command().name()
                + " of key '"
                + key
                + "' after this atomic method recorded "
                + earlier
                + ": the write is sent only when the method returns, so Redis would answer with the"
                + " old value. Read the key before writing it.");
      }
    }
    List<Key> toWatch = watchSet.toSendWith(watchReads ? read.keys() : List.of());
    Object reply = sendWatching(toWatch, List.of(read.command())).get(0);
    if (watchSet.guards(read.keys())) {
      guardedReads++;
    }
    return reply instanceof RuntimeException error ? raise(error) : reply;
  }

  /** Sends WATCH, if there is anything to watch, and the commands, in one round trip. */
  private List<@Nullable Object> sendWatching(List<Key> keys, List<Command> commands) {
    if (keys.isEmpty()) {
      return send(commands);
    }
    List<Command> batch = new ArrayList<>(commands.size() + 1);
    batch.add(driver.command("WATCH", keys.stream().map(Key::bytes).toArray(byte[][]::new)));
    batch.addAll(commands);
    watching = true;
    List<@Nullable Object> replies = send(batch);
    if (replies.get(0) instanceof RuntimeException refused) {
      // unguarded reads must not lead to a commit, whatever the body makes of this exception
      failure = driver.translate(refused);
      throw refused;
    }
    watchSet.sent(keys);
    return replies.subList(1, replies.size());
  }

  private @Nullable Object ask(Command command) {
    Object reply = send(List.of(command)).get(0);
    return reply instanceof RuntimeException error ? raise(error) : reply;
  }

  private static @Nullable Object raise(RuntimeException error) {
    throw error;
  }

  private List<@Nullable Object> send(List<? extends Command> commands) {
    try {
      return connection().send(commands);
    } catch (BrokenConnectionException e) {
      failure = driver.translate(e.driverException());
      throw e.driverException();
    }
  }

  private PinnedConnection connection() {
    if (connection == null) {
      try {
        connection = driver.open();
      } catch (RuntimeException e) {
        failure = e;
        throw e;
      }
    }
    return connection;
  }

  private void requireUsable() {
    if (over) {
      throw new InvalidDataAccessApiUsageException(
          "This connection belongs to an attempt of an atomic method that is over. Use the template,"
              + " and close cursors before the method returns.");
    }
    if (Thread.currentThread() != owner) {
      throw new InvalidDataAccessApiUsageException(
          "This connection belongs to an atomic method on thread '"
              + owner.getName()
              + "' and cannot be used on thread '"
              + Thread.currentThread().getName()
              + "'. Work on other threads is not part of the method.");
    }
    if (failure != null) {
      throw failure;
    }
  }

  /**
   * Marks a point to return to.
   *
   * @return the savepoint
   */
  public int savepoint() {
    return log.size();
  }

  /**
   * Drops the writes that were recorded since.
   *
   * @param savepoint where to return to
   */
  public void rollBackTo(int savepoint) {
    List<RecordedWrite> dropped = log.writes().subList(savepoint, log.size());
    queued.stream()
        .filter(result -> dropped.contains(result.write()))
        .forEach(QueuedResult::dropped);
    log.rollBackTo(savepoint);
    lastWrite = null;
  }

  /**
   * The result of the last recorded write.
   *
   * @return the result, to be known after the commit
   * @throws IllegalStateException if nothing was recorded since the last time
   */
  public Supplier<@Nullable Object> takeLastWrite() {
    RecordedWrite write = lastWrite;
    if (write == null) {
      throw new IllegalStateException(
          "There is no recorded write to refer to: pass the write itself, as in"
              + " Queued.of(redis.opsForValue().increment(key)). Reads run at once and need no"
              + " Queued.");
    }
    lastWrite = null;
    QueuedResult result = new QueuedResult(driver, write);
    queued.add(result);
    return result;
  }

  /**
   * Ends the attempt of a body that returned: sends its writes, or validates what it read.
   *
   * @return how it ended
   */
  public Outcome commit() {
    over = true;
    if (failure != null) {
      return new Outcome.Failed(failure);
    }
    return log.size() == 0 ? validate() : exec();
  }

  /**
   * Ends the attempt of a body that threw: drops its writes, and validates what it had read.
   *
   * @param validate whether the exception may come from reads that do not belong together
   * @return {@link Outcome.Conflict} if the body may have thrown because its reads do not belong
   *     together
   */
  public Outcome abandon(boolean validate) {
    over = true;
    log.rollBackTo(0);
    if (failure != null) {
      return new Outcome.Failed(failure);
    }
    return validate ? validate() : new Outcome.Unchanged();
  }

  /** One round trip of reads is consistent by itself; several are if nothing changed since. */
  private Outcome validate() {
    return guardedReads <= 1 ? new Outcome.Unchanged() : exec();
  }

  private Outcome exec() {
    List<Command> batch = new ArrayList<>(log.size() + 2);
    batch.add(driver.command("MULTI"));
    log.writes().forEach(write -> batch.add(write.command().command()));
    batch.add(driver.command("EXEC"));
    try {
      ExecReplies replies =
          new ExecReplies(log.writes(), connection().send(batch), driver::translate);
      // without MULTI the EXEC fails, and leaves the watched keys watched
      watching = watching && !replies.multiAccepted();
      return settle(replies);
    } catch (BrokenConnectionException e) {
      failure = driver.translate(e.driverException());
      return log.size() > 0 && e.mayHaveArrived()
          ? new Outcome.Unknown(failure)
          : new Outcome.Failed(failure);
    } catch (RuntimeException e) {
      // no connection was to be had
      return new Outcome.Failed(e);
    }
  }

  private Outcome settle(ExecReplies replies) {
    Outcome outcome = replies.verdict();
    if (outcome instanceof Outcome.Committed || outcome instanceof Outcome.Partial) {
      for (QueuedResult result : queued) {
        int index = log.writes().indexOf(result.write());
        if (index >= 0 && !(replies.resultOf(index) instanceof RuntimeException)) {
          result.committed(replies.resultOf(index));
        }
      }
    }
    return log.size() == 0 && outcome instanceof Outcome.Committed
        ? new Outcome.Unchanged()
        : outcome;
  }

  /** Gives the connection back clean, or closes it. Call it once, after everything else. */
  public void release() {
    over = true;
    queued.forEach(QueuedResult::dropUnlessCommitted);
    if (connection == null) {
      return;
    }
    if (failure == null && unwatched(connection)) {
      connection.release();
    } else {
      connection.destroy();
    }
    connection = null;
  }

  private boolean unwatched(PinnedConnection pinned) {
    if (!watching) {
      return true;
    }
    try {
      return !(pinned.send(List.of(driver.command("UNWATCH"))).get(0) instanceof RuntimeException);
    } catch (RuntimeException e) {
      return false;
    }
  }

  /**
   * The watch set.
   *
   * @return the keys in the order in which they were added
   */
  public List<Key> watchedKeys() {
    return watchSet.keys();
  }
}
