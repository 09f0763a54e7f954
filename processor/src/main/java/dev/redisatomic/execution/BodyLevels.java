package dev.redisatomic.execution;

import dev.redisatomic.attempt.Attempt;
import dev.redisatomic.attempt.Guard;
import dev.redisatomic.command.Key;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.IllegalTransactionStateException;

/** The levels of an attempt: the body of the outermost method, and those of calls inside it. */
final class BodyLevels {

  private final AtomicDefinition definition;
  private final Attempt attempt;
  private final RecordedWork work;
  private final DatabaseSide database;
  private final @Nullable QueuedCall call;
  private Set<AtomicDefinition> joined = Set.of();
  private int bodies;
  private boolean bodyReturned;

  /**
   * Levels of which none is running.
   *
   * @param definition the outermost method
   * @param call waits for the keys of nested calls; {@code null} if none of them waits
   */
  BodyLevels(
      AtomicDefinition definition,
      Attempt attempt,
      RecordedWork work,
      DatabaseSide database,
      @Nullable QueuedCall call) {
    this.definition = definition;
    this.attempt = attempt;
    this.work = work;
    this.database = database;
    this.call = call;
  }

  /** Begins the outermost level, before the advice around its body. */
  void enter(List<Key> keys) {
    watchOnEntry(definition, keys);
  }

  /** Runs a body inside of all advice. */
  <T> @Nullable T innermost(Body<T> body) throws Throwable {
    boolean outermost = bodies == 0;
    if (outermost) {
      bodyReturned = false;
      database.requireReady();
    }
    bodies++;
    try {
      T value = work.undoneOnFailure(body);
      bodyReturned = bodyReturned || outermost;
      return value;
    } finally {
      bodies--;
      if (outermost && !bodyReturned) {
        database.doom();
      }
    }
  }

  /** Runs the body of a nested call as part of the attempt. */
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
      return work.undoneOnFailure(body);
    } finally {
      bodies -= level;
      attempt.use(outer);
    }
  }

  /** Whether the method has not come to its body yet: its bean has a proxy around another proxy. */
  private boolean isOnItsWay(AtomicDefinition inner) {
    return bodies == 0 && !bodyReturned && database.mayRunAgain() && inner.equals(definition);
  }

  private void watchOnEntry(AtomicDefinition declaring, List<Key> keys) {
    if (declaring.guard().watchOnEntry()) {
      attempt.watch(keys);
    }
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

  /**
   * Whether a database transaction that begins now is the method's own: it begins before the body,
   * and not on behalf of one that waits for its commit.
   */
  boolean takeTransactions() {
    return bodies == 0 && !(bodyReturned && database.isOpen());
  }

  boolean hasBodyReturned() {
    return bodyReturned;
  }
}
