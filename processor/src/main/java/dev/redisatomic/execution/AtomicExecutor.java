package dev.redisatomic.execution;

import dev.redisatomic.CommitOutcomeUnknownException;
import dev.redisatomic.PartialCommitException;
import dev.redisatomic.UnreplicatedCommitException;
import dev.redisatomic.attempt.Markers;
import dev.redisatomic.attempt.Outcome;
import dev.redisatomic.attempt.Replication;
import dev.redisatomic.attempt.WireLog;
import dev.redisatomic.connection.Key;
import dev.redisatomic.connection.Target;
import dev.redisatomic.contention.LocalQueue;
import dev.redisatomic.contention.Place;
import dev.redisatomic.contention.QueueMode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.IllegalTransactionStateException;

/** Runs bodies atomically: attempt after attempt, until one ends in anything but a conflict. */
public class AtomicExecutor {

  private static final Log log = LogFactory.getLog(AtomicExecutor.class);

  private final Markers markers = new Markers();
  private final Map<Target, LocalQueue> queues = new ConcurrentHashMap<>();
  private final UnclaimedScripts unclaimedScripts = new UnclaimedScripts();
  private final QueueMode queueMode;
  private final AtomicListeners listeners;

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
    CallReport report = listeners.callStarted(step);
    Retries retries = new Retries(step);
    Throwable thrown = null;
    try {
      Run<T> run = lastRun(step, retries, report, keys, body);
      T result = resultOf(step, run);
      unclaimedScripts.check(step, run.context().state());
      run.context().callbacks().forEach(callback -> runCallback(step, callback));
      requireReplicated(step, run.outcome());
      return result;
    } catch (Throwable e) {
      thrown = e;
      throw e;
    } finally {
      report.callEnded(retries, thrown);
    }
  }

  /** Runs the body until there is no reason, or no permission, to run it again. */
  private <T> Run<T> lastRun(
      AtomicStep step, Retries retries, CallReport report, List<Key> keys, Body<T> body) {
    Run<T> last = null;
    try (Place place = queue(step.target()).place(keys)) {
      while (true) {
        String end = retries.awaitAttempt(place);
        if (end != null) {
          if (last != null && !(last.outcome() instanceof Outcome.Conflict)) {
            return last;
          }
          throw retries.givenUp(
              end,
              place,
              keys,
              last == null ? keys : last.watched(),
              last == null ? null : last.thrown());
        }
        WireLog wire = report.wireLog();
        AttemptContext context = new AttemptContext(step, retries.begin(), markers, wire);
        FlightRecord flight = FlightRecord.begin();
        last = Run.of(context, keys, body);
        flight.end(step, retries.attempt(), context.state(), last.outcome());
        report.attemptEnded(context, last.outcome(), last.thrown(), retries);
        if (log.isDebugEnabled()) {
          log.debug(retries.describe(context.state(), last.outcome(), last.thrown()));
        }
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
   * Takes the writes of a body back if it throws and something inside the atomic method goes on, as
   * when the body is called again by a {@code @Retryable} around it.
   *
   * @param body the body of the atomic method that is running on this thread
   * @param <T> the type of its result
   * @return its result
   * @throws Throwable what the body threw
   */
  public <T> @Nullable T undoneOnFailure(Body<T> body) throws Throwable {
    AttemptContext context = AttemptContext.find();
    return context == null ? body.run() : context.undoneOnFailure(body);
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

  private static <T> @Nullable T resultOf(AtomicStep step, Run<T> run) throws Throwable {
    Outcome outcome = run.outcome();
    if (run.thrown() != null) {
      if (outcome instanceof Outcome.Failed failed && failed.cause() != run.thrown()) {
        run.thrown().addSuppressed(failed.cause());
      }
      throw run.thrown();
    }
    if (outcome instanceof Outcome.Failed failed) {
      throw failed.cause();
    }
    if (outcome instanceof Outcome.Partial partial) {
      throw new PartialCommitException(
          step.name() + ": " + partial.message() + ".", partial.results());
    }
    if (outcome instanceof Outcome.Unknown unknown) {
      throw new CommitOutcomeUnknownException(
          step.name()
              + ": EXEC had been sent, and its reply did not arrive or made no sense, so all of its"
              + " writes were applied, or none. It was not retried, because that could apply them"
              + " twice."
              + (step.exactlyOnce()
                  ? " The server could not be asked in time which of the two; a longer timeout gives"
                      + " more."
                  : " With exactlyOnce = true, or redis.atomic.exactly-once, it can be found out."),
          unknown.cause());
    }
    return run.value();
  }

  private static void requireReplicated(AtomicStep step, Outcome outcome) {
    Replication asked = step.replication();
    if (asked != null
        && outcome instanceof Outcome.Committed committed
        && committed.missingReplicas() > 0) {
      long confirmed = asked.replicas() - committed.missingReplicas();
      throw new UnreplicatedCommitException(
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
  }

  static void runCallback(AtomicStep step, Runnable callback) {
    try {
      callback.run();
    } catch (Throwable e) {
      // also an Error: the caller must not take what was committed for failed
      log.error("An afterCommit callback of " + step.name() + " failed; the commit stands", e);
    }
  }

  /** How one run of the body went; intact, if it had not failed until the body ended. */
  private record Run<T>(
      Outcome outcome,
      @Nullable T value,
      @Nullable Throwable thrown,
      boolean intact,
      AttemptContext context) {

    List<Key> watched() {
      return context.state().watchedKeys();
    }

    boolean mayHaveWritten() {
      return !(outcome instanceof Outcome.Unchanged || outcome instanceof Outcome.Failed);
    }

    /**
     * Whether the attempt failed, and would perhaps not fail again. An exception that the body
     * threw for another reason is the body's, unless the failure kept it from being validated.
     */
    boolean failedInPassing() {
      if (!(outcome instanceof Outcome.Failed failed) || !failed.passing()) {
        return false;
      }
      return thrown == null
          || intact
          || Stream.iterate(thrown, e -> e != null, Throwable::getCause)
              .limit(100)
              .anyMatch(e -> e == failed.cause());
    }

    /** Not an Error, and not an interrupt, which asks to stop rather than to try again. */
    private static boolean mayComeFromTornReads(Throwable thrown) {
      return thrown instanceof Exception && !(thrown instanceof InterruptedException);
    }

    static <T> Run<T> of(AttemptContext context, List<Key> keys, Body<T> body) {
      T value = null;
      Throwable thrown = null;
      try {
        try {
          value = context.run(keys, body);
        } catch (Throwable e) {
          thrown = e;
        }
        boolean intact = !context.state().hasFailed();
        Outcome outcome =
            thrown == null
                ? context.state().commit()
                : context.state().abandon(mayComeFromTornReads(thrown));
        return new Run<>(outcome, value, thrown, intact, context);
      } finally {
        context.state().release();
      }
    }
  }
}
