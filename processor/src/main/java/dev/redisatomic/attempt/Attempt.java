package dev.redisatomic.attempt;

import dev.redisatomic.command.ClassifiedCommand;
import dev.redisatomic.command.Command;
import dev.redisatomic.command.Key;
import dev.redisatomic.connection.AtomicConnectionFactory;
import dev.redisatomic.connection.AttemptConnection;
import dev.redisatomic.connection.RecordedWrite;
import dev.redisatomic.driver.CommandHandler;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
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

  private final AtomicConnectionFactory factory;
  private final WatchSet watchSet;
  private final AttemptSlot slot;
  private final WriteLog log = new WriteLog();
  private final QueuedResults queued;
  private final Reads reads;
  private final OwnWrites own;
  private final Writes writes;
  private final WatchingConnection connection;
  private final Membership membership;
  private final AttemptMarker marker;
  private final Completion completion;
  private final CommandDiagnostics diagnostics = new CommandDiagnostics();
  private final Thread owner = Thread.currentThread();

  private @Nullable RedisConnection view;
  private Guard guard;
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
    this.guard = guard;
    this.watchSet = new WatchSet(guard.maxWatchedKeys());
    this.queued = new QueuedResults(factory.driver());
    this.slot = new AttemptSlot(factory.driver(), name);
    ExactlyOnce exactlyOnce =
        durability.exactlyOnce() ? new ExactlyOnce(markers, resolutionLimit) : null;
    this.marker = new AttemptMarker(factory.driver(), exactlyOnce, slot);
    this.connection = new WatchingConnection(factory.driver(), slot, marker);
    CommitParts parts = new CommitParts(connection, slot, marker, durability.replication());
    this.membership = new Membership(parts, watchSet, log);
    Sending sending = new Sending(connection, watchSet, membership);
    this.reads = new Reads(sending);
    HandedOut handedOut = new HandedOut(name);
    Shadows shadows = new Shadows(log, factory.driver(), slot, markers.names());
    Function<Command, ClassifiedCommand> classify = this::classified;
    TriedWrites triedWrites = new TriedWrites(classify, log, queued, shadows, handedOut);
    this.own =
        new OwnWrites(sending, log, triedWrites, shadows, markers.shadowCost(factory.catalog()));
    this.writes = new Writes(classify, log, queued, reads, own, triedWrites);
    Settlement results = new AttemptResults(log, queued, own, handedOut);
    Commit commit = new Commit(parts, watchSet, log, results);
    this.completion = new Completion(sending, commit, writes, queued, this::guardedReads);
  }

  /**
   * Takes part in what attempts commit together, one admitted after the other.
   *
   * @param admission has just begun
   * @throws IllegalStateException if something was read already
   */
  public void admit(GroupAdmission admission) {
    if (hasRead()) {
      throw new IllegalStateException("An attempt is admitted before it reads");
    }
    membership.begin(admission, reads::repeat);
  }

  /**
   * Whether this attempt is bound to what the server has shown it.
   *
   * @return {@code false} while it could still wait for others
   */
  public boolean hasRead() {
    return reads() > 0 || watchSet.guardsAny();
  }

  /** Sees to it that this attempt does not commit together with others. */
  public void runAlone() {
    membership.leaveForGood();
  }

  /**
   * The connection for the body's templates.
   *
   * @return the connection to bind
   */
  public RedisConnection view() {
    if (view == null) {
      connection.probe();
      view = AttemptConnection.create(factory.views(), this, this::watch, factory::keepBound);
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
  public void declare(List<Key> keys) {
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
  public void watch(List<Key> keys) {
    requireUsable();
    slot.require(keys);
    List<Key> toWatch = watchSet.toSendWith(keys);
    if (!toWatch.isEmpty()) {
      membership.leave();
      toWatch = watchSet.toSendWith(keys);
      connection.sendWatching(toWatch, List.of());
      watchSet.sent(toWatch);
    }
  }

  /**
   * Has other settings hold for what follows.
   *
   * @param other the settings, of which the limit of the watch set is left as it is
   * @return the settings until now
   */
  public Guard use(Guard other) {
    Guard before = guard;
    guard = other;
    return before;
  }

  /**
   * The settings that hold now.
   *
   * @return those of the method whose body is running
   */
  public Guard guard() {
    return guard;
  }

  /**
   * Observes the commands of the body.
   *
   * @return what has been asked for, nothing yet
   */
  public CommandDiagnostics diagnostics() {
    return diagnostics;
  }

  @Override
  public @Nullable Object answer(Command command) {
    long began = diagnostics.began();
    try {
      return answered(command);
    } finally {
      diagnostics.ended(began);
    }
  }

  private @Nullable Object answered(Command command) {
    requireUsable();
    ClassifiedCommand classified = classified(command);
    slot.require(classified.routing());
    diagnostics.note(classified);
    return switch (classified.role()) {
      case READ -> read(classified);
      case WRITE -> writes.write(classified, guard);
      case REFUSED ->
          throw new InvalidDataAccessApiUsageException(
              command.name()
                  + " is not available inside an atomic method. "
                  + classified.refusal());
    };
  }

  private ClassifiedCommand classified(Command command) {
    return factory.catalog().classify(command, this::ask);
  }

  private @Nullable Object ask(Command question) {
    membership.leave();
    return connection.ask(question);
  }

  private @Nullable Object read(ClassifiedCommand read) {
    queued.forgetLast();
    RepositoryCalls.refuseDeleteAll(read.command(), log);
    if (guard.watchReads() && (guard.readOwnWrites() || !writes.isWritten(read.keys()))) {
      // a group also knows what this attempt has written
      GroupReply shared = reads.shared(read);
      if (shared != null) {
        return connection.replyOrThrow(shared.value());
      }
    }
    membership.leave();
    if (!writes.isWritten(read.keys())) {
      if (KeyspaceReads.seeShadows(read.command())) {
        own.removeShadows();
      }
      return KeyspaceReads.withoutOwnKeys(read.command(), reads.run(read, guard.watchReads()));
    }
    if (!guard.readOwnWrites()) {
      writes.requireUnwritten(read.keys(), read, true);
    }
    return own.read(read, guard.watchReads());
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
    return log.savepoint();
  }

  /**
   * Drops the writes that were recorded since.
   *
   * @param savepoint where to return to
   */
  public void rollBackTo(int savepoint) {
    writes.rollBackTo(savepoint);
  }

  /**
   * Adds to what a body threw, if it may come from the missing result of a write, that this may be
   * so.
   *
   * @param thrown what the body threw
   */
  public void explain(Throwable thrown) {
    writes.explain(thrown);
  }

  /**
   * A script that was recorded and has a result, for which nobody has asked.
   *
   * @return the first of them, for messages; {@code null} if there is none
   */
  public @Nullable String unclaimedScript() {
    RecordedWrite script = writes.unclaimedScript();
    return script == null ? null : script.toString();
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

  /** Notes that the body and the advice around it have ended: nothing more takes part. */
  public void bodyEnded() {
    over = true;
  }

  /**
   * Whether nothing more takes part.
   *
   * @return {@code false} while commands are accepted, unless it has failed
   */
  public boolean isOver() {
    return over;
  }

  /**
   * Ends the attempt of a body that returned: sends its writes, or validates what it read.
   *
   * @param everyRead whether even a single read is validated, because something else that was done
   *     on the strength of it is about to be committed
   * @return how it ended
   */
  public Outcome commit(boolean everyRead) {
    over = true;
    return completion.commit(everyRead);
  }

  /**
   * Ends the attempt of a body that threw: drops its writes, and validates what it had read.
   *
   * @param validate whether the exception may come from reads that do not belong together
   * @return {@link Outcome.Conflict} if they do not
   */
  public Outcome abandon(boolean validate) {
    over = true;
    return completion.abandon(validate);
  }

  /**
   * Whether this attempt has ended in one transaction with others.
   *
   * @return {@code false} if it goes on, or has ended alone
   */
  public boolean hasCommittedInGroup() {
    return completion.isShared();
  }

  /**
   * Whether the connection has failed, or said "not now", so that nothing can be committed.
   *
   * @return whether a failure has ended the attempt
   */
  public boolean hasFailed() {
    return connection.failure() != null;
  }

  /**
   * Whether nothing had failed on the server until the body ended.
   *
   * @return {@code false} if that is why it has ended as it did
   */
  public boolean wasIntact() {
    return completion.wasIntact();
  }

  /**
   * Ends the attempt without sending its writes, as if a watched key had changed: somebody else is
   * to go first, who would change one.
   *
   * @return {@link Outcome.Conflict}
   */
  public Outcome giveWay() {
    over = true;
    return new Outcome.Conflict();
  }

  /**
   * Fails the attempt before it has sent anything: nothing will be.
   *
   * @param reason what the body gets from now on, and the outcome
   */
  public void fail(RuntimeException reason) {
    connection.fail(new Failure(reason, false));
  }

  /**
   * Whether a connection was taken. Until then nothing was read or watched.
   *
   * @return whether something may have been sent
   */
  public boolean hasConnection() {
    return connection.isOpen();
  }

  /**
   * Gives the connection back clean, or closes it: after everything else. Does nothing the second
   * time.
   */
  public void release() {
    over = true;
    membership.close();
    queued.close();
    if (membership.hasHandedOver()) {
      return;
    }
    List<Command> removal = own.takeRemoval();
    connection.close(removal);
    if (own.mayHaveLeftShadows() && !removal.isEmpty()) {
      connection.sendElsewhere(removal);
    }
    marker.giveBack();
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
   * Whether a key's WATCH has been sent.
   *
   * @param key a key
   * @return whether a change of it is a conflict
   */
  public boolean watches(Key key) {
    return watchSet.guardsAll(List.of(key));
  }

  /**
   * The keys that the recorded writes name.
   *
   * @return not to be changed
   */
  public Set<Key> writtenKeys() {
    return log.keys();
  }

  /**
   * Counts the reads that were answered.
   *
   * @return 0 or more
   */
  public int reads() {
    return reads.count() + own.roundTrips();
  }

  private int guardedReads() {
    return reads.guarded() + own.guardedReads();
  }

  /**
   * Counts the writes that are recorded.
   *
   * @return 0 or more
   */
  public int writes() {
    return log.size();
  }
}
