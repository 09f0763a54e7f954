package dev.redisatomic.execution;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.attempt.Attempt;
import dev.redisatomic.attempt.ExactlyOnce;
import dev.redisatomic.attempt.Markers;
import dev.redisatomic.attempt.WireLog;
import dev.redisatomic.connection.Key;
import dev.redisatomic.connection.Target;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.serializer.RedisSerializer;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** An attempt and its thread: what is bound while a body runs, and what a nested call joins. */
final class AttemptContext extends AtomicContext {

  /** How long to ask after a lost commit where the policy has no timeout. */
  private static final Duration RESOLUTION_LIMIT = Duration.ofSeconds(10);

  private final AtomicStep step;
  private final int number;
  private final Attempt attempt;
  private final List<Runnable> callbacks = new ArrayList<>();
  private Set<AtomicStep> joined = Set.of();
  private boolean over;

  AttemptContext(AtomicStep step, int number, Markers markers, @Nullable WireLog wire) {
    this.step = step;
    this.number = number;
    Target target = step.target();
    this.attempt =
        new Attempt(
            step.name(),
            wire == null ? target : target.through(wire.through(target.driver())),
            step.watchReads(),
            step.answersWrites(),
            step.maxWatchedKeys(),
            step.exactlyOnce() ? new ExactlyOnce(markers, resolutionLimit(step)) : null,
            step.replication());
  }

  private static Duration resolutionLimit(AtomicStep step) {
    Duration timeout = step.policy().timeout();
    return timeout == null ? RESOLUTION_LIMIT : timeout;
  }

  static @Nullable AttemptContext find() {
    return TransactionSynchronizationManager.getResource(AtomicContext.class)
            instanceof AttemptContext context
        ? context
        : null;
  }

  Attempt state() {
    return attempt;
  }

  String methodName() {
    return step.name();
  }

  List<Runnable> callbacks() {
    return callbacks;
  }

  /** Runs the outermost body, with this attempt bound to the thread. */
  <T> @Nullable T run(List<Key> keys, Body<T> body) throws Throwable {
    attempt.declare(keys);
    step.target().bind(attempt.view());
    TransactionSynchronizationManager.bindResource(AtomicContext.class, this);
    try {
      watchOnEntry(step, keys);
      return undoneOnFailure(() -> withoutLeaving(body));
    } finally {
      over = true;
      TransactionSynchronizationManager.unbindResource(AtomicContext.class);
      step.target().unbind();
    }
  }

  /** Commands after the attempt was unbound ran at once and unguarded. */
  private <T> @Nullable T withoutLeaving(Body<T> body) throws Throwable {
    T result = body.run();
    if (!step.target().isBound()) {
      throw new InvalidDataAccessApiUsageException(
          step.name()
              + " has unbound the connection of its attempt from the thread, so that templates no"
              + " longer used it; what was recorded before is not applied. Leave the binding of the"
              + " connection factory alone.");
    }
    return result;
  }

  /** Runs the body of a nested call as part of this attempt. */
  <T> @Nullable T join(AtomicStep inner, List<Key> keys, Body<T> body) throws Throwable {
    if (inner.target() != step.target()) {
      throw new IllegalTransactionStateException(
          inner.name()
              + " was called inside "
              + step.name()
              + ", but runs on another connection factory, and one transaction cannot span two."
              + " Call it outside, or in AtomicContext.current().afterCommit(…).");
    }
    noteJoined(inner);
    boolean watchReads = attempt.watchReads(inner.watchReads());
    boolean answersWrites = attempt.answersWrites(inner.answersWrites());
    try {
      attempt.declare(keys);
      watchOnEntry(inner, keys);
      return undoneOnFailure(body);
    } finally {
      attempt.watchReads(watchReads);
      attempt.answersWrites(answersWrites);
    }
  }

  private void noteJoined(AtomicStep inner) {
    if (!inner.keyTemplates().isEmpty()) {
      joined = joined.isEmpty() ? Collections.newSetFromMap(new IdentityHashMap<>()) : joined;
      joined.add(inner);
    }
  }

  /** Of all methods that have taken part. */
  List<String> keyTemplates() {
    return joined.isEmpty()
        ? step.keyTemplates()
        : Stream.concat(Stream.of(step), joined.stream())
            .flatMap(each -> each.keyTemplates().stream())
            .distinct()
            .toList();
  }

  /** Takes the body's own writes and callbacks back if it throws. */
  <T> @Nullable T undoneOnFailure(Body<T> body) throws Throwable {
    int writes = attempt.savepoint();
    int added = callbacks.size();
    try {
      return body.run();
    } catch (Throwable e) {
      attempt.explain(e);
      attempt.rollBackTo(writes);
      callbacks.subList(added, callbacks.size()).clear();
      throw e;
    }
  }

  private void watchOnEntry(AtomicStep declaring, List<Key> keys) {
    if (declaring.watchOnEntry()) {
      attempt.watch(keys);
    }
  }

  @Override
  public int attempt() {
    return number;
  }

  @Override
  public void afterCommit(Runnable callback) {
    requireCallback(callback, step);
    if (over) {
      throw new IllegalStateException(
          "Attempt " + number + " of " + step.name() + " is over; it takes no more callbacks.");
    }
    callbacks.add(callback);
  }

  static void requireCallback(@Nullable Runnable callback, AtomicStep step) {
    if (callback == null) {
      throw new IllegalArgumentException(
          "The callback passed to afterCommit(…) in " + step.name() + " is null.");
    }
  }

  @Override
  protected Supplier<@Nullable Object> takeLastWrite(
      @Nullable Object returned, @Nullable RedisSerializer<?> serializer) {
    return attempt.takeLastWrite(returned, serializer);
  }
}
