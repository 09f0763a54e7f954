package dev.redisatomic.attempt;

import dev.redisatomic.ReadAfterWriteException;
import dev.redisatomic.command.ClassifiedCommand;
import dev.redisatomic.command.Command;
import dev.redisatomic.command.Key;
import dev.redisatomic.connection.AnsweredWrite;
import dev.redisatomic.connection.AtomicConnectionFactory;
import dev.redisatomic.connection.AttemptConnection;
import dev.redisatomic.connection.RecordedWrite;
import dev.redisatomic.driver.CommandHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.serializer.RedisSerializer;

/**
 * One run of a body: runs its reads, records its writes, and commits. Used by the thread that made
 * it, once.
 */
public final class Attempt implements CommandHandler {

  private static final String READ_FIRST = "Read the key before writing it.";

  private static final String ASK_LATER =
      "Do this before that write; or, if the result is not needed before the commit, with results ="
          + " Results.NONE, and Queued.of(…) for the result.";

  private static final String UNION =
      "opsForHyperLogLog().union(…) merges first and counts then, so it cannot work inside an atomic"
          + " method. Count with opsForHyperLogLog().size(…) of all the keys, and merge after that"
          + " with pfMerge(…) of the connection.";

  private final AtomicConnectionFactory factory;
  private final WatchSet watchSet;
  private final AttemptSlot slot;
  private final WriteLog log = new WriteLog();
  private final QueuedResults queued;
  private final Reads reads;
  private final WatchingConnection connection;
  private final Commit commit;
  private final List<RecordedWrite> unanswered = new ArrayList<>();
  private final Thread owner = Thread.currentThread();

  private @Nullable RedisConnection view;
  private @Nullable Set<Key> named;
  private boolean watchReads;
  private boolean answersWrites;
  private boolean over;

  /**
   * Makes an attempt. Its connection is taken with the first command.
   *
   * @param name the atomic method, for messages
   * @param factory where to run
   * @param guard what it watches, and which writes it answers
   * @param durability what its commit is protected against
   * @param markers lends out marker keys, where a lost reply is made up for
   * @param resolutionLimit how long to ask, then, whether the commit has happened
   */
  public Attempt(
      String name,
      AtomicConnectionFactory factory,
      Guard guard,
      Durability durability,
      Markers markers,
      Duration resolutionLimit) {
    this.factory = factory;
    this.watchReads = guard.watchReads();
    this.answersWrites = guard.answersWrites();
    this.watchSet = new WatchSet(guard.maxWatchedKeys());
    this.queued = new QueuedResults(factory.driver());
    this.slot = new AttemptSlot(factory.driver(), name);
    ExactlyOnce exactlyOnce =
        durability.exactlyOnce() ? new ExactlyOnce(markers, resolutionLimit) : null;
    AttemptMarker marker = new AttemptMarker(factory.driver(), exactlyOnce, slot);
    this.connection = new WatchingConnection(factory.driver(), slot, marker);
    this.reads = new Reads(connection, watchSet);
    this.commit =
        new Commit(
            factory.driver(),
            connection,
            new AttemptTransaction(slot, watchSet, log),
            log,
            queued,
            exactlyOnce,
            marker,
            durability.replication());
  }

  /**
   * The connection for the body's templates.
   *
   * @return the connection to bind
   */
  public RedisConnection view() {
    if (view == null) {
      connection.probe();
      view = AttemptConnection.create(factory.driver(), this, this::watch, factory::keepBound);
    }
    return view;
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

  /**
   * Decides whether the writes that follow have results where a missing one would look like an
   * answer.
   *
   * @param answer the new setting
   * @return the setting until now
   */
  public boolean answersWrites(boolean answer) {
    boolean before = answersWrites;
    answersWrites = answer;
    return before;
  }

  @Override
  public @Nullable Object answer(Command command) {
    requireUsable();
    ClassifiedCommand classified = factory.catalog().classify(command, connection::ask);
    slot.require(classified.routing());
    if (named != null) {
      named.addAll(classified.allKeys());
    }
    return switch (classified.role()) {
      case READ -> read(classified);
      case WRITE -> write(classified);
      case REFUSED ->
          throw new InvalidDataAccessApiUsageException(
              command.name()
                  + " is not available inside an atomic method. "
                  + classified.refusal());
    };
  }

  /**
   * Collects the keys that reads and writes name from now on.
   *
   * @param keys where to; {@code null}: not at all
   * @return where they went until now
   */
  public @Nullable Set<Key> collectNamedKeys(@Nullable Set<Key> keys) {
    Set<Key> before = named;
    named = keys;
    return before;
  }

  private @Nullable Object read(ClassifiedCommand read) {
    queued.forgetLast();
    requireUnwritten(read.keys(), read, READ_FIRST);
    return reads.run(read, watchReads);
  }

  private Object write(ClassifiedCommand write) {
    NeededResult result = answersWrites ? NeededResults.of(write.command()) : null;
    if (result == null || (result.dispensable() && isWritten(result))) {
      RecordedWrite recorded = log.add(write);
      queued.recorded(recorded);
      unanswered.add(recorded);
      return recorded;
    }
    result.reads().forEach(read -> requireUnwritten(read.keys(), write, ASK_LATER));
    NeededResult.Answer answer = result.answer().apply(reads.guarded(result.reads()));
    RecordedWrite recorded =
        answer.sent() == null ? new RecordedWrite(write) : log.add(write.sentAs(answer.sent()));
    queued.answered(recorded, answer.sent() != null);
    return new AnsweredWrite(recorded, answer.reply());
  }

  private boolean isWritten(NeededResult result) {
    return result.reads().stream()
        .flatMap(read -> read.keys().stream())
        .anyMatch(key -> log.writeTo(key) != null);
  }

  private void requireUnwritten(List<Key> keys, ClassifiedCommand asking, String advice) {
    for (Key key : keys) {
      RecordedWrite earlier = log.writeTo(key);
      if (earlier != null) {
        throw new ReadAfterWriteException(
            asking.command().name()
                + " of key '"
                + key
                + "' after this atomic method recorded "
                + earlier
                + ": the write is sent only when the method returns, so Redis would answer with the"
                + " old value. "
                + (isUnion(asking, earlier) ? UNION : advice));
      }
    }
  }

  private static boolean isUnion(ClassifiedCommand read, RecordedWrite earlier) {
    return read.command().name().equals("PFCOUNT")
        && earlier.command().command().name().equals("PFMERGE");
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
   * Adds to what a body threw, if it may come from the missing result of a write, that this may be
   * so.
   *
   * @param thrown what the body threw
   */
  public void explain(Throwable thrown) {
    if (!(thrown instanceof NullPointerException) || unanswered.isEmpty()) {
      return;
    }
    List<RecordedWrite> missing =
        unanswered.stream().filter(write -> write.hasResult() && !queued.isClaimed(write)).toList();
    if (!missing.isEmpty()) {
      MissingResult.explain(thrown, missing);
    }
  }

  /**
   * A script that was recorded and has a result, for which nobody has asked.
   *
   * @return the first of them, for messages; {@code null} if there is none
   */
  public @Nullable Object unclaimedScript() {
    if (unanswered.isEmpty()) {
      return null;
    }
    for (RecordedWrite write : log.writes()) {
      if (write.isScriptWithResult() && !queued.isClaimed(write)) {
        return write;
      }
    }
    return null;
  }

  /**
   * The result of the last write.
   *
   * @param returned what the template returned for it
   * @param serializer for a reply of bytes
   * @return the result, to be known after the commit at the latest
   * @throws IllegalStateException if nothing was recorded since the last time, or if its result
   *     cannot be had in this way
   */
  public Supplier<@Nullable Object> takeLastWrite(
      @Nullable Object returned, @Nullable RedisSerializer<?> serializer) {
    return queued.takeLast(returned, serializer);
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
    queued.dropUnsent();
    return end(validate && mayBeTorn());
  }

  /** One round trip of reads is consistent by itself; several may be torn. */
  private boolean mayBeTorn() {
    return reads.guarded() > 1;
  }

  private Outcome end(boolean validate) {
    over = true;
    Failure failure = connection.failure();
    if (failure != null) {
      return failure.outcome();
    }
    Outcome outcome = log.size() > 0 || validate ? commit.run() : new Outcome.Unchanged();
    queued.settleUnsent(outcome);
    return outcome;
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
    return reads.count();
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
