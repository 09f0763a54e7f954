package dev.redisatomic.attempt;

import dev.redisatomic.AtomicOutcome;
import dev.redisatomic.PartialCommitException.CommandResult;
import java.util.List;

/** Endings of an attempt, each with a type of its own. */
public sealed interface Outcome {

  /**
   * The ending as listeners see it.
   *
   * @return the constant of the same name
   */
  AtomicOutcome kind();

  /**
   * Whether nothing stands in the way of a good end.
   *
   * @return whether it is {@link Committed} or {@link Unchanged}
   */
  default boolean isGood() {
    return this instanceof Committed || this instanceof Unchanged;
  }

  /**
   * EXEC applied all writes.
   *
   * @param missingReplicas how many replicas less than asked for have confirmed
   */
  record Committed(long missingReplicas) implements Outcome {
    @Override
    public AtomicOutcome kind() {
      return AtomicOutcome.COMMITTED;
    }
  }

  /** The attempt had nothing to write, and what it read belongs together. */
  record Unchanged() implements Outcome {
    @Override
    public AtomicOutcome kind() {
      return AtomicOutcome.UNCHANGED;
    }
  }

  /** A watched key changed; nothing was applied. */
  record Conflict() implements Outcome {
    @Override
    public AtomicOutcome kind() {
      return AtomicOutcome.CONFLICT;
    }
  }

  /**
   * The attempt applied nothing, for another reason.
   *
   * @param cause the reason, as Spring's exception
   * @param retryable whether a new attempt on a fresh connection may do better
   */
  record Failed(RuntimeException cause, boolean retryable) implements Outcome {
    @Override
    public AtomicOutcome kind() {
      return AtomicOutcome.FAILED;
    }
  }

  /**
   * Some commands failed inside EXEC, the others were applied.
   *
   * @param message what happened
   * @param results every command with its result or error
   */
  record Partial(String message, List<CommandResult> results) implements Outcome {
    @Override
    public AtomicOutcome kind() {
      return AtomicOutcome.PARTIAL;
    }
  }

  /**
   * The connection was lost between sending EXEC and its reply.
   *
   * @param cause how, as Spring's exception
   */
  record Unknown(RuntimeException cause) implements Outcome {
    @Override
    public AtomicOutcome kind() {
      return AtomicOutcome.UNKNOWN;
    }
  }
}
