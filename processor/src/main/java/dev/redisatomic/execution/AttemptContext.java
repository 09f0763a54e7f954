package dev.redisatomic.execution;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.annotation.Results;
import dev.redisatomic.attempt.Attempt;
import dev.redisatomic.attempt.Guard;
import dev.redisatomic.attempt.Markers;
import dev.redisatomic.attempt.Outcome;
import dev.redisatomic.command.Key;
import dev.redisatomic.connection.AtomicConnectionFactory;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.serializer.RedisSerializer;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.TransactionStatus;

/** An attempt and its thread: what is bound while a body runs, and what a nested call joins. */
final class AttemptContext extends AtomicContext {

  /** How long to ask after a lost commit where the policy has no timeout. */
  private static final Duration RESOLUTION_LIMIT = Duration.ofSeconds(10);

  private final AtomicDefinition definition;
  private final int number;
  private final Attempt attempt;
  private final AttemptEnd end;
  private final RecordedWork work;
  private final OwnTransactions database = new OwnTransactions();
  private final AttemptBinding binding;
  private final @Nullable QueuedCall call;
  private Set<AtomicDefinition> joined = Set.of();
  private int bodies;
  private boolean bodyReturned;
  private @Nullable Consumer<@Nullable Throwable> whenDatabaseEnds;

  /**
   * A new attempt. Nothing is sent or bound yet.
   *
   * @param definition the outermost method
   * @param number 1 for the first attempt of a call
   * @param factory where to run: that of the definition, or one that writes down what is sent
   * @param markers lends out marker keys
   * @param call waits for the keys of nested calls; {@code null} if none of them waits
   */
  AttemptContext(
      AtomicDefinition definition,
      int number,
      AtomicConnectionFactory factory,
      Markers markers,
      @Nullable QueuedCall call) {
    this.definition = definition;
    this.number = number;
    this.attempt =
        new Attempt(
            definition.name(),
            factory,
            definition.guard(),
            definition.durability(),
            markers,
            resolutionLimit(definition));
    this.end = new AttemptEnd(attempt);
    this.work = new RecordedWork(attempt);
    this.binding = new AttemptBinding(this, definition.factory());
    this.call = call;
  }

  private static Duration resolutionLimit(AtomicDefinition definition) {
    Duration timeout = definition.retry().policy().timeout();
    return timeout == null ? RESOLUTION_LIMIT : timeout;
  }

  /** The attempt that is bound to this thread. */
  static @Nullable AttemptContext find() {
    return AttemptBinding.find();
  }

  Attempt currentAttempt() {
    return attempt;
  }

  /** Runs the outermost body and the advice around it, with this attempt bound to the thread. */
  <T> @Nullable T run(List<Key> keys, Body<T> body) throws Throwable {
    attempt.declare(keys);
    binding.bind();
    database.attemptBegins();
    try {
      if (call != null) {
        call.begin(attempt);
      }
      watchOnEntry(definition, keys);
      return binding.kept(body);
    } finally {
      end.over();
      binding.end();
    }
  }

  /** Runs a body inside of all advice. */
  <T> @Nullable T innermost(Body<T> body) throws Throwable {
    boolean outermost = bodies == 0;
    if (outermost) {
      bodyReturned = false;
      database.requireUsable(definition);
      database.requireKnown(definition);
    }
    bodies++;
    try {
      T value = undoneOnFailure(() -> binding.kept(body));
      bodyReturned = bodyReturned || outermost;
      return value;
    } finally {
      bodies--;
      if (outermost && !bodyReturned) {
        database.doom();
      }
    }
  }

  /** Binds this attempt while one of the methods runs that share it. */
  void enter() {
    binding.bind();
  }

  /** Ends {@link #enter}. */
  void leave() {
    binding.end();
  }

  /** Runs the body of a nested call as part of this attempt. */
  <T> @Nullable T join(AtomicDefinition inner, List<Key> keys, Body<T> body) throws Throwable {
    if (inner.factory() != definition.factory()) {
      throw new IllegalTransactionStateException(
          inner.name()
              + " was called inside "
              + definition.name()
              + ", but runs on another connection factory, and one transaction cannot span two."
              + " Call it outside, or in AtomicContext.current().afterCommit(…).");
    }
    noteJoined(inner);
    Guard outer = attempt.use(inner.guard());
    int level = isOnItsWay(inner) ? 0 : 1;
    bodies += level;
    try {
      attempt.declare(keys);
      if (call != null && !keys.isEmpty()) {
        call.awaitNested(keys, attempt, database);
      }
      watchOnEntry(inner, keys);
      return undoneOnFailure(body);
    } finally {
      bodies -= level;
      attempt.use(outer);
    }
  }

  /** Whether the method has not come to its body yet: its bean has a proxy around another proxy. */
  private boolean isOnItsWay(AtomicDefinition inner) {
    return bodies == 0 && !bodyReturned && mayRunAgain() && inner.equals(definition);
  }

  private void noteJoined(AtomicDefinition inner) {
    if (!inner.keyTemplates().isEmpty()) {
      joined = joined.isEmpty() ? Collections.newSetFromMap(new IdentityHashMap<>()) : joined;
      joined.add(inner);
    }
  }

  /** The key templates of all methods that have taken part. */
  List<String> keyTemplates() {
    return joined.isEmpty()
        ? definition.keyTemplates()
        : Stream.concat(Stream.of(definition), joined.stream())
            .flatMap(each -> each.keyTemplates().stream())
            .distinct()
            .toList();
  }

  /** Takes the body's own writes and callbacks back if it throws. */
  private <T> @Nullable T undoneOnFailure(Body<T> body) throws Throwable {
    int writes = attempt.savepoint();
    int added = work.callbacks();
    try {
      return body.run();
    } catch (Throwable e) {
      if (!end.isOver()) {
        attempt.explain(e);
        work.rollBackTo(writes, added);
      }
      throw e;
    }
  }

  /** The database transactions that commit with this attempt. */
  OwnTransactions database() {
    return database;
  }

  AtomicDefinition definition() {
    return definition;
  }

  /**
   * Whether a database transaction that begins now is the method's own: it begins before the body,
   * and not on behalf of one that waits for its commit.
   */
  boolean takesTransactions() {
    return bodies == 0 && !(bodyReturned && database.isOpen());
  }

  boolean hasBodyReturned() {
    return bodyReturned;
  }

  /** While others do what is not part of the attempt, such as callbacks after a rollback. */
  void suspend() {
    binding.setAside();
  }

  /** A database transaction has begun that commits with this attempt. */
  void databaseBegun(TransactionStatus transaction) {
    // those before it must not wait while it holds locks in the database
    attempt.runAlone();
    if (!database.isOpen()) {
      work.databaseBegun();
    }
    database.begun(transaction);
  }

  RecordedWork work() {
    return work;
  }

  /** Goes on, or ends, after a database transaction that commits with this attempt is over. */
  void databaseEnded(@Nullable Throwable failure) {
    if (!end.isOver()) {
      // rolled back, and what was recorded in it, too; advice around it may go on
      work.databaseRolledBack();
      binding.bind();
    } else if (whenDatabaseEnds != null && !database.isOpen()) {
      whenDatabaseEnds.accept(failure);
    }
  }

  /** Has something done when all database transactions that commit with this attempt are over. */
  void whenDatabaseEnds(Consumer<@Nullable Throwable> action) {
    whenDatabaseEnds = action;
  }

  /** Whether a conflict is retried at all. */
  boolean mayRunAgain() {
    return whenDatabaseEnds == null;
  }

  boolean isOver() {
    return end.isOver();
  }

  /** Ends the attempt without sending anything. */
  void drop() {
    work.dropCallbacks();
    end.drop();
    binding.end();
    end.release();
  }

  Outcome outcome() {
    Outcome outcome = end.outcome();
    if (outcome == null) {
      throw new IllegalStateException(
          "Attempt " + number + " of " + definition.name() + " goes on");
    }
    return outcome;
  }

  void runCallbacks() {
    work.runCallbacks(definition);
  }

  List<String> watchedKeys() {
    return attempt.watchedKeys().stream().map(Key::toString).toList();
  }

  /**
   * Commits while a database transaction waits to commit. What is done on this thread from here on
   * is not part of the attempt.
   *
   * @param everyRead whether even a single read is validated
   */
  Outcome commitWithDatabase(boolean everyRead) {
    try {
      return end.withDatabase(everyRead);
    } finally {
      binding.setAside();
      attempt.release();
    }
  }

  /** Ends the attempt, unless it has ended with a database transaction. */
  Outcome end(@Nullable Throwable thrown) {
    if (call != null) {
      call.bodyEnded(attempt);
    }
    if (thrown == null && call != null && database.isEmpty() && call.givesWay(attempt)) {
      return end.givingWay();
    }
    return end.afterBody(thrown);
  }

  /** Gives the connection back, unless that has been done. */
  void release() {
    end.release();
  }

  /**
   * Makes of what was thrown through the database transaction what the caller has to know.
   *
   * @return {@code null} if all of it is in the outcome
   */
  @Nullable Throwable withoutSignal(@Nullable Throwable thrown) {
    if (!end.isWithDatabase()) {
      return thrown;
    }
    Outcome outcome = outcome();
    if (outcome instanceof Outcome.Committed && !database.areCommitted()) {
      return database.commitFailed(definition, attempt.watchedKeys(), thrown);
    }
    boolean told = thrown instanceof RollbackSignal || database.areRolledBack();
    return !outcome.isGood() && told ? null : thrown;
  }

  /** Whether an exception came after everything had been committed. */
  boolean isCommittedWithDatabase() {
    return end.isWithDatabase() && database.areCommitted();
  }

  /** Whether nothing had failed on Redis until the body ended. */
  boolean wasIntact() {
    return end.wasIntact();
  }

  /** For a body that is called while there is no attempt for it. */
  RuntimeException notNow() {
    return new InvalidDataAccessApiUsageException(
        end.isOver()
            ? "The body of "
                + definition.name()
                + " was called again after its attempt had committed with its database transaction."
                + " Put @Retryable, or what else calls it again, outside of the atomic method."
            : "An atomic method has joined a database transaction, as "
                + definition.name()
                + " did, and then begun one of its own: choose between joinTransaction and"
                + " REQUIRES_NEW.");
  }

  /** Why the body must not run again, although it may have ended with a conflict. */
  @Nullable String whyNotAgain() {
    return database.areRolledBack()
        ? null
        : "because its database transaction could not be rolled back";
  }

  /** For messages about an attempt that did not commit: what became of the database's part. */
  String databaseNote() {
    return database.note();
  }

  private void watchOnEntry(AtomicDefinition declaring, List<Key> keys) {
    if (declaring.guard().watchOnEntry()) {
      attempt.watch(keys);
    }
  }

  @Override
  public int attempt() {
    return number;
  }

  @Override
  public void afterCommit(Runnable callback) {
    requireCallback(callback, definition);
    if (end.isOver()) {
      throw new IllegalStateException(
          "Attempt "
              + number
              + " of "
              + definition.name()
              + " is over; it takes no more callbacks.");
    }
    work.add(callback);
  }

  static void requireCallback(@Nullable Runnable callback, AtomicDefinition definition) {
    if (callback == null) {
      throw new IllegalArgumentException(
          "The callback passed to afterCommit(…) in " + definition.name() + " is null.");
    }
  }

  @Override
  public <T extends @Nullable Object> T now(Supplier<T> writes) {
    if (end.isOver()) {
      throw new IllegalStateException(
          "Attempt " + number + " of " + definition.name() + " is over; nothing can be tried.");
    }
    Guard guard = attempt.guard();
    if (!guard.readOwnWrites()) {
      throw new InvalidDataAccessApiUsageException(
          "AtomicContext.now(…) was called in "
              + definition.name()
              + ", but needs redis.atomic.read-own-writes, which is false.");
    }
    attempt.use(guard.withResults(Results.ALL));
    try {
      return writes.get();
    } finally {
      attempt.use(guard);
    }
  }

  @Override
  protected Supplier<@Nullable Object> takeLastWrite(
      @Nullable Object returned, @Nullable RedisSerializer<?> serializer) {
    return attempt.takeLastWrite(returned, serializer);
  }
}
