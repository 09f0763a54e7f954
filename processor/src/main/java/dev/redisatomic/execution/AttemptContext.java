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
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.serializer.RedisSerializer;

/** An attempt and its thread: bound while a body runs, joined by nested calls, ended after it. */
final class AttemptContext extends AtomicContext {

  /** The time for asking after a lost commit where the policy has no timeout. */
  private static final Duration RESOLUTION_LIMIT = Duration.ofSeconds(10);

  private final AtomicDefinition definition;
  private final int number;
  private final Attempt attempt;
  private final RecordedWork work;
  private final AttemptBinding binding;
  private final DatabaseSide database;
  private final BodyLevels levels;
  private final @Nullable QueuedCall call;

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
    this.work = new RecordedWork(attempt);
    this.binding = new AttemptBinding(this, definition.factory());
    this.database = new DatabaseSide(definition, attempt, work, binding);
    this.levels = new BodyLevels(definition, attempt, work, database, call);
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

  AtomicDefinition definition() {
    return definition;
  }

  Attempt currentAttempt() {
    return attempt;
  }

  RecordedWork work() {
    return work;
  }

  /** The database transactions that commit with this attempt. */
  DatabaseSide database() {
    return database;
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
      levels.enter(keys);
      return binding.kept(body);
    } finally {
      attempt.bodyEnded();
      binding.end();
    }
  }

  /** Runs a body inside of all advice. */
  <T> @Nullable T innermost(Body<T> body) throws Throwable {
    return levels.innermost(() -> binding.kept(body));
  }

  /** Runs the body of a nested call as part of this attempt. */
  <T> @Nullable T join(AtomicDefinition inner, List<Key> keys, Body<T> body) throws Throwable {
    return levels.join(inner, keys, body);
  }

  /** Binds this attempt while one of the methods runs that share it. */
  void bind() {
    binding.bind();
  }

  /** Ends {@link #bind}. */
  void unbind() {
    binding.end();
  }

  /** Sets this attempt aside while others do what is not part of it, as after a rollback. */
  void suspend() {
    binding.setAside();
  }

  /** Whether a database transaction that begins now is the method's own. */
  boolean takesTransactions() {
    return levels.takeTransactions();
  }

  boolean hasBodyReturned() {
    return levels.hasBodyReturned();
  }

  /** The key templates of all methods that have taken part. */
  List<String> keyTemplates() {
    return levels.keyTemplates();
  }

  List<String> watchedKeys() {
    return attempt.watchedKeys().stream().map(Key::toString).toList();
  }

  boolean isOver() {
    return attempt.isOver();
  }

  /** Ends the attempt, unless it has ended with a database transaction. */
  Outcome end(@Nullable Throwable thrown) {
    if (call != null) {
      call.bodyEnded(attempt);
    }
    Outcome withDatabase = database.outcome();
    if (withDatabase != null) {
      return withDatabase;
    }
    if (thrown != null) {
      return attempt.abandon(mayComeFromTornReads(thrown));
    }
    boolean givesWay = call != null && database.isEmpty() && call.givesWay(attempt);
    return givesWay ? attempt.giveWay() : attempt.commit(false);
  }

  /** Excludes Errors, and an interrupt, which asks to stop rather than to try again. */
  private static boolean mayComeFromTornReads(Throwable thrown) {
    return thrown instanceof Exception && !(thrown instanceof InterruptedException);
  }

  /** Ends the attempt without sending anything. */
  Outcome drop() {
    work.dropCallbacks();
    Outcome outcome = attempt.abandon(false);
    binding.end();
    attempt.release();
    return outcome;
  }

  /** Gives the connection back, unless that has been done. */
  void release() {
    attempt.release();
  }

  void runCallbacks() {
    work.runCallbacks(definition);
  }

  @Override
  public int attempt() {
    return number;
  }

  @Override
  public void afterCommit(Runnable callback) {
    requireCallback(callback, definition);
    if (isOver()) {
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
    if (isOver()) {
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
