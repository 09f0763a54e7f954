package dev.redisatomic.execution;

import dev.redisatomic.command.Key;
import dev.redisatomic.contention.QueueMode;
import java.time.Duration;
import java.util.List;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.transaction.IllegalTransactionStateException;

/** Runs bodies atomically: attempt after attempt, until one ends in anything but a conflict. */
public class AtomicExecutor {

  private static final Log log = LogFactory.getLog(AtomicExecutor.class);

  private final SharedState shared;

  /**
   * An executor.
   *
   * @param queueMode when threads that declare the same keys run one after the other
   * @param groupCommit whether such threads commit together
   * @param groupPatience how long those whose bodies have ended wait for one that runs
   * @param listeners to report the calls to
   */
  public AtomicExecutor(
      QueueMode queueMode, boolean groupCommit, Duration groupPatience, AtomicListeners listeners) {
    Grouping grouping = new Grouping(groupCommit && queueMode != QueueMode.OFF, groupPatience);
    this.shared = new SharedState(queueMode, grouping, listeners);
  }

  /**
   * Runs a body atomically, or as part of the atomic method that is running on this thread.
   *
   * @param definition the atomic method
   * @param keys the keys that it declares
   * @param body what it does
   * @param <T> the type of its result
   * @return what the body returned in the attempt that committed
   * @throws Throwable what the body threw, or one of the exceptions of {@link
   *     dev.redisatomic.RedisAtomicOperations#execute}
   */
  public <T> @Nullable T execute(AtomicDefinition definition, List<Key> keys, Body<T> body)
      throws Throwable {
    AttemptContext outer = AttemptContext.find();
    if (outer != null) {
      return outer.join(definition, keys, body);
    }
    requireUnbound(definition);
    SurroundingTransactions around = SurroundingTransactions.find();
    if (definition.durability().joinTransaction() && !around.isEmpty()) {
      return join(around, definition, keys, body);
    }
    OutermostCall<T> call = new OutermostCall<>(shared, definition, keys, body, around);
    Throwable thrown = null;
    try {
      return call.result(lastRun(call));
    } catch (Throwable e) {
      thrown = e;
      throw e;
    } finally {
      call.ended(thrown);
    }
  }

  /** Runs the body until there is no reason, or no permission, to run it again. */
  private static <T> Run<T> lastRun(OutermostCall<T> call) {
    try (call) {
      while (true) {
        String end = call.awaitAttempt();
        if (end != null) {
          return call.giveUp(end);
        }
        Run<T> run = call.runAttempt();
        if (!run.asksForAnother()) {
          return run;
        }
      }
    }
  }

  /** Runs the body as part of what the surrounding database transaction commits. */
  private <T> @Nullable T join(
      SurroundingTransactions around, AtomicDefinition definition, List<Key> keys, Body<T> body)
      throws Throwable {
    OpenTransactions open = around.open();
    if (open == null) {
      throw new InvalidDataAccessApiUsageException(
          definition.name()
              + " cannot join the surrounding database transaction, because its manager does not tell"
              + " when it commits: it has to be a bean that is a ConfigurableTransactionManager, as"
              + " Spring's own are. Nothing was sent.");
    }
    JoinedAttempt attempt = open.joined();
    if (attempt == null) {
      attempt = new JoinedAttempt(shared, definition, around.all());
      open.joinedBy(attempt);
    }
    return attempt.run(definition, around, keys, body);
  }

  /**
   * Counts the threads that wait for others that want the same keys.
   *
   * @return a snapshot
   */
  public int waitingThreads() {
    return shared.waitingThreads();
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
      throw aside.database().notNow();
    }
    return body.run();
  }

  private static void requireUnbound(AtomicDefinition definition) {
    if (definition.factory().isBound()) {
      throw new IllegalTransactionStateException(
          definition.name()
              + " was called while another connection of its connection factory is bound to thread '"
              + Thread.currentThread().getName()
              + "': inside a SessionCallback, or after a template with transaction support took part"
              + " in a @Transactional method. Its commands would go there. Call the atomic method"
              + " outside, or use a template without transaction support.");
    }
  }

  static void runCallback(AtomicDefinition definition, Runnable callback) {
    try {
      callback.run();
    } catch (Throwable e) {
      // also an Error: the caller must not take what was committed for failed
      log.error(
          "An afterCommit callback of " + definition.name() + " failed; the commit stands", e);
    }
  }
}
