package dev.redisatomic.execution;

import dev.redisatomic.CommitOutcomeUnknownException;
import dev.redisatomic.PartialCommitException;
import dev.redisatomic.UnreplicatedCommitException;
import dev.redisatomic.attempt.Markers;
import dev.redisatomic.attempt.Outcome;
import dev.redisatomic.attempt.Replication;
import dev.redisatomic.command.Key;
import dev.redisatomic.connection.Target;
import dev.redisatomic.contention.LocalQueue;
import dev.redisatomic.contention.Place;
import dev.redisatomic.contention.QueueMode;
import dev.redisatomic.wire.WireLog;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.transaction.IllegalTransactionStateException;

/** Runs bodies atomically: attempt after attempt, until one ends in anything but a conflict. */
public class AtomicExecutor {

  private static final Log log = LogFactory.getLog(AtomicExecutor.class);

  private final Markers markers = new Markers();
  private final Map<Target, LocalQueue> queues = new ConcurrentHashMap<>();
  private final UnclaimedScripts unclaimedScripts = new UnclaimedScripts();
  private final QueueMode queueMode;
  private final AtomicListeners listeners;
  private final Set<String> warned = ConcurrentHashMap.newKeySet();

  /**
   * An executor.
   *
   * @param queueMode when threads that declare the same keys run one after the other
   * @param listeners are told of the calls
   */
  public AtomicExecutor(QueueMode queueMode, AtomicListeners listeners) {
    this.queueMode = queueMode;
    this.listeners = listeners;
  }

  /**
   * Runs a body atomically, or as part of the atomic method that is running on this thread.
   *
   * @param step the atomic method
   * @param keys the keys that it declares
   * @param body what it does
   * @param <T> the type of its result
   * @return what the body returned in the attempt that committed
   * @throws Throwable what the body threw, or one of the exceptions of {@link
   *     dev.redisatomic.RedisAtomicOperations#execute}
   */
  public <T> @Nullable T execute(AtomicStep step, List<Key> keys, Body<T> body) throws Throwable {
    AttemptContext outer = AttemptContext.find();
    if (outer != null) {
      return outer.join(step, keys, body);
    }
    requireUnbound(step);
    SurroundingTransactions around = SurroundingTransactions.find();
    if (step.joinTransaction() && !around.isEmpty()) {
      return join(around, step, keys, body);
    }
    CallReport report = listeners.callStarted(step);
    Retries retries = new Retries(step);
    Throwable thrown = null;
    try {
      Run<T> run = lastRun(step, retries, report, around, keys, body);
      if (run.isCommitted()) {
        run.context().runCallbacks();
      }
      T result = resultOf(step, run, around);
      unclaimedScripts.check(step, run.context().state());
      RuntimeException unreplicated = unreplicated(step, run.outcome());
      if (unreplicated != null) {
        throw unreplicated;
      }
      return result;
    } catch (Throwable e) {
      thrown = e;
      throw e;
    } finally {
      report.callEnded(retries, thrown);
    }
  }

  /** Runs the body as part of what the surrounding database transaction commits. */
  private <T> @Nullable T join(
      SurroundingTransactions around, AtomicStep step, List<Key> keys, Body<T> body)
      throws Throwable {
    OpenTransactions open = around.open();
    if (open == null) {
      throw new InvalidDataAccessApiUsageException(
          step.name()
              + " cannot join the surrounding database transaction, because its manager does not tell"
              + " when it commits: it has to be a bean that is a ConfigurableTransactionManager, as"
              + " Spring's own are. Nothing was sent.");
    }
    JoinedAttempt attempt = open.joined();
    if (attempt == null) {
      attempt = new JoinedAttempt(step, markers, listeners, unclaimedScripts, around.all());
      open.joinedBy(attempt);
    }
    return attempt.run(step, around, keys, body);
  }

  /** Runs the body until there is no reason, or no permission, to run it again. */
  private <T> Run<T> lastRun(
      AtomicStep step,
      Retries retries,
      CallReport report,
      SurroundingTransactions around,
      List<Key> keys,
      Body<T> body) {
    Run<T> last = null;
    try (Place place = queue(step.target()).place(keys)) {
      while (true) {
        String end = retries.awaitAttempt(place);
        if (end != null) {
          if (last != null && !(last.outcome() instanceof Outcome.Conflict)) {
            return last;
          }
          throw retries.givenUp(end, place, keys, last, around);
        }
        WireLog wire = report.wireLog();
        AttemptContext context = new AttemptContext(step, retries.begin(), markers, wire);
        FlightRecord flight = FlightRecord.begin();
        around.beforeRun();
        last = Run.of(context, keys, body);
        around.afterRun(last.isGood(), last.asksForAnother());
        flight.end(step, retries.attempt(), context.state(), last.outcome());
        report.attemptEnded(context, last.outcome(), last.thrown(), retries);
        if (log.isDebugEnabled()) {
          log.debug(retries.describe(context.state(), last.outcome(), last.thrown()));
        }
        retries.endWith(whyNotAgain(step, last, around));
        if (last.outcome() instanceof Outcome.Conflict) {
          place.conflicted();
        } else if (last.failedInPassing()) {
          // others need not wait for what a server in trouble may take
          place.leave();
        } else {
          if (last.mayHaveWritten()) {
            place.changed();
          }
          return last;
        }
      }
    }
  }

  /** Also says it once for each method, whether or not there is a conflict. */
  private @Nullable String whyNotAgain(
      AtomicStep step, Run<?> run, SurroundingTransactions around) {
    if (around.isEmpty() || !run.context().database().isEmpty()) {
      return run.context().whyNotAgain();
    }
    if (warned.add(step.name())) {
      log.warn(
          step.name()
              + " was called inside a database transaction that it does not commit with: its commit on"
              + " Redis is final, even if that transaction is rolled back later. With joinTransaction"
              + " = true, or redis.atomic.join-transactions, both commit together.");
    }
    return around.whyNotAgain();
  }

  private LocalQueue queue(Target target) {
    return queues.computeIfAbsent(target, key -> new LocalQueue(queueMode));
  }

  /**
   * How many threads wait for others that want the same keys.
   *
   * @return a snapshot
   */
  public int waitingThreads() {
    return queues.values().stream().mapToInt(LocalQueue::waiting).sum();
  }

  /**
   * Runs a body inside of all advice. Takes its writes back if it throws and something inside the
   * atomic method goes on, as when the body is called again by a {@code @Retryable} around it; and
   * what began before it and is still open is a database transaction of the method's own.
   *
   * @param body the body of the atomic method that is running on this thread
   * @param <T> the type of its result
   * @return its result
   * @throws Throwable what the body threw
   */
  public <T> @Nullable T undoneOnFailure(Body<T> body) throws Throwable {
    AttemptContext context = AttemptContext.find();
    if (context != null) {
      return context.innermost(body);
    }
    AttemptContext aside = AttemptBinding.findAside();
    if (aside != null) {
      throw aside.notNow();
    }
    return body.run();
  }

  private static void requireUnbound(AtomicStep step) {
    if (step.target().isBound()) {
      throw new IllegalTransactionStateException(
          step.name()
              + " was called while another connection of its connection factory is bound to thread '"
              + Thread.currentThread().getName()
              + "': inside a SessionCallback, or after a template with transaction support took part"
              + " in a @Transactional method. Its commands would go there. Call the atomic method"
              + " outside, or use a template without transaction support.");
    }
  }

  private static <T> @Nullable T resultOf(
      AtomicStep step, Run<T> run, SurroundingTransactions around) throws Throwable {
    Outcome outcome = run.outcome();
    RuntimeException failure = failureOf(step, outcome, run.databaseNote(around));
    if (run.thrown() == null) {
      if (failure != null) {
        throw failure;
      }
      return run.value();
    }
    if (outcome instanceof Outcome.Failed || failure == null) {
      if (failure != null && failure != run.thrown()) {
        run.thrown().addSuppressed(failure);
      }
      throw run.thrown();
    }
    // the database could not be rolled back, but the worse news is about Redis
    failure.addSuppressed(run.thrown());
    throw failure;
  }

  /** The exception for an outcome that is neither good nor a conflict. */
  static @Nullable RuntimeException failureOf(
      AtomicStep step, Outcome outcome, String databaseNote) {
    if (outcome instanceof Outcome.Failed failed) {
      return failed.cause();
    }
    if (outcome instanceof Outcome.Partial partial) {
      return new PartialCommitException(
          step.name() + ": " + partial.message() + "." + databaseNote, partial.results());
    }
    if (outcome instanceof Outcome.Unknown unknown) {
      return new CommitOutcomeUnknownException(
          step.name()
              + ": EXEC had been sent, and its reply did not arrive or made no sense, so all of its"
              + " writes were applied, or none. It was not retried, because that could apply them"
              + " twice."
              + databaseNote
              + (step.exactlyOnce()
                  ? " The server could not be asked in time which of the two; a longer timeout gives"
                      + " more."
                  : " With exactlyOnce = true, or redis.atomic.exactly-once, it can be found out."),
          unknown.cause());
    }
    return null;
  }

  /** The exception for a commit that too few replicas have. */
  static @Nullable RuntimeException unreplicated(AtomicStep step, Outcome outcome) {
    Replication asked = step.replication();
    if (asked == null
        || !(outcome instanceof Outcome.Committed committed)
        || committed.missingReplicas() == 0) {
      return null;
    }
    long confirmed = asked.replicas() - committed.missingReplicas();
    return new UnreplicatedCommitException(
        step.name()
            + " was committed, but only "
            + confirmed
            + " of the "
            + asked.replicas()
            + " replicas that redis.atomic.wait-replicas asks for confirmed it within "
            + Retries.text(asked.timeout())
            + " (redis.atomic.wait-timeout); a failover may lose it.",
        confirmed);
  }

  static void runCallback(AtomicStep step, Runnable callback) {
    try {
      callback.run();
    } catch (Throwable e) {
      // also an Error: the caller must not take what was committed for failed
      log.error("An afterCommit callback of " + step.name() + " failed; the commit stands", e);
    }
  }
}
