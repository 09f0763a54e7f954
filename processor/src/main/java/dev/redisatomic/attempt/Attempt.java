package dev.redisatomic.attempt;

import dev.redisatomic.ReadAfterWriteException;
import dev.redisatomic.connection.AttemptConnection;
import dev.redisatomic.connection.ClassifiedCommand;
import dev.redisatomic.connection.Command;
import dev.redisatomic.connection.CommandHandler;
import dev.redisatomic.connection.Key;
import dev.redisatomic.connection.RecordedWrite;
import dev.redisatomic.connection.Target;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.connection.RedisConnection;

/**
 * One run of a body: runs its reads, records its writes, and commits. Used by the thread that made
 * it, once.
 */
public final class Attempt implements CommandHandler {

  private final Target target;
  private final WatchSet watchSet;
  private final AttemptSlot slot;
  private final WriteLog log = new WriteLog();
  private final QueuedResults queued;
  private final WatchingConnection connection;
  private final Commit commit;
  private final Thread owner = Thread.currentThread();

  private boolean watchReads;
  private int reads;
  private int guardedReads;
  private boolean over;

  /**
   * A new attempt. Nothing is sent yet.
   *
   * @param name the atomic method, for messages
   * @param target where to run
   * @param watchReads whether the keys of reads join the watch set
   * @param maxWatchedKeys the limit of the watch set
   * @param exactlyOnce how to make up for a lost reply; {@code null}: not at all
   * @param replication how far a commit has to spread; {@code null}: not at all
   */
  public Attempt(
      String name,
      Target target,
      boolean watchReads,
      int maxWatchedKeys,
      @Nullable ExactlyOnce exactlyOnce,
      @Nullable Replication replication) {
    this.target = target;
    this.watchReads = watchReads;
    this.watchSet = new WatchSet(maxWatchedKeys);
    this.queued = new QueuedResults(target.driver());
    this.slot = new AttemptSlot(target.driver(), name);
    AttemptMarker marker = new AttemptMarker(target.driver(), exactlyOnce, slot);
    this.connection = new WatchingConnection(target.driver(), slot, marker);
    this.commit =
        new Commit(
            target.driver(),
            connection,
            new AttemptTransaction(target.driver(), slot, watchSet, log),
            log,
            queued,
            exactlyOnce,
            marker,
            replication);
  }

  /**
   * The connection for the body's templates.
   *
   * @return the connection to bind
   */
  public RedisConnection view() {
    // the first view of a driver takes a look at the server
    return connection.connecting(
        () -> AttemptConnection.create(target.driver(), this, this::watch));
  }

  /**
   * Adds keys to the watch set; their WATCH travels with the next read.
   *
   * @param keys the keys
   * @throws InvalidDataAccessApiUsageException if there are too many
   * @throws dev.redisatomic.CrossSlotException if they are not in the attempt's slot
   */
  public void declare(Collection<Key> keys) {
    slot.require(keys);
    watchSet.declare(keys);
  }

  /**
   * Adds keys to the watch set and sends WATCH for all keys that are not yet watched.
   *
   * @param keys the keys
   * @throws InvalidDataAccessApiUsageException if there are too many
   * @throws dev.redisatomic.CrossSlotException if they are not in the attempt's slot
   */
  public void watch(Collection<Key> keys) {
    requireUsable();
    slot.require(keys);
    List<Key> toWatch = watchSet.toSendWith(keys);
    if (!toWatch.isEmpty()) {
      connection.sendWatching(toWatch, List.of());
      watchSet.sent(toWatch);
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
    ClassifiedCommand classified = target.catalog().classify(command, connection::ask);
    slot.require(classified.allKeys());
    return switch (classified.role()) {
      case READ -> read(classified);
      case WRITE -> {
        RecordedWrite write = log.add(classified);
        queued.recorded(write);
        yield write;
      }
      case REFUSED ->
          throw new InvalidDataAccessApiUsageException(
              command.name()
                  + " is not available inside an atomic method. "
                  + classified.refusal());
    };
  }

  private @Nullable Object read(ClassifiedCommand read) {
    queued.forgetLast();
    read.keys().forEach(key -> requireUnwritten(key, read));
    List<Key> toWatch = watchSet.toSendWith(watchReads ? read.keys() : List.of());
    Object reply = connection.sendWatching(toWatch, List.of(read.command())).get(0);
    watchSet.sent(toWatch);
    reads++;
    if (watchSet.guards(read.keys())) {
      guardedReads++;
    }
    return connection.replyOrThrow(reply);
  }

  private void requireUnwritten(Key key, ClassifiedCommand read) {
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
    Failure failure = connection.failure();
    if (failure != null) {
      throw failure.cause();
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
    queued.drop(log.writes().subList(savepoint, log.size()));
    log.rollBackTo(savepoint);
  }

  /**
   * The result of the last recorded write.
   *
   * @return the result, to be known after the commit
   * @throws IllegalStateException if nothing was recorded since the last time
   */
  public Supplier<@Nullable Object> takeLastWrite() {
    return queued.takeLast();
  }

  /**
   * Ends the attempt of a body that returned: sends its writes, or validates what it read.
   *
   * @param everyRead whether even a single read is validated, because something else that was done
   *     on the strength of it is about to be committed
   * @return how it ended
   */
  public Outcome commit(boolean everyRead) {
    return end(everyRead ? !watchSet.watchedKeys().isEmpty() : mayBeTorn());
  }

  /**
   * Ends the attempt of a body that threw: drops its writes, and validates what it had read.
   *
   * @param validate whether the exception may come from reads that do not belong together
   * @return {@link Outcome.Conflict} if they do not
   */
  public Outcome abandon(boolean validate) {
    rollBackTo(0);
    return end(validate && mayBeTorn());
  }

  /** One round trip of reads is consistent by itself; several may be torn. */
  private boolean mayBeTorn() {
    return guardedReads > 1;
  }

  private Outcome end(boolean validate) {
    over = true;
    Failure failure = connection.failure();
    if (failure != null) {
      return failure.outcome();
    }
    return log.size() > 0 || validate ? commit.run() : new Outcome.Unchanged();
  }

  /**
   * Whether the connection has failed, or said "not now", so that nothing can be committed.
   *
   * @return whether a failure has ended the attempt
   */
  public boolean hasFailed() {
    return connection.failure() != null;
  }

  /** Gives the connection back clean, or closes it. Call it once, after everything else. */
  public void release() {
    over = true;
    queued.close();
    connection.close();
    commit.close();
  }

  /**
   * The watch set.
   *
   * @return the keys in the order in which they were added
   */
  public List<Key> watchedKeys() {
    return watchSet.keys();
  }

  /**
   * How many reads were answered.
   *
   * @return 0 or more
   */
  public int reads() {
    return reads;
  }

  /**
   * How many writes are recorded.
   *
   * @return 0 or more
   */
  public int writes() {
    return log.size();
  }
}
