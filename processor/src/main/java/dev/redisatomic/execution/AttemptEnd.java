package dev.redisatomic.execution;

import dev.redisatomic.attempt.Attempt;
import dev.redisatomic.attempt.Outcome;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.RedisSystemException;

/**
 * The end of one attempt. It comes once: after the body, while a database transaction waits to
 * commit, or without anything being sent.
 */
final class AttemptEnd {

  private enum State {
    /** Nothing is decided. */
    RUNNING,
    /** The body and the advice around it have returned; nothing more takes part. */
    OVER,
    /** It has ended with a database transaction, and its connection was given back. */
    ENDED_WITH_DATABASE
  }

  private final Attempt attempt;
  private State state = State.RUNNING;
  private boolean intact = true;
  private @Nullable Outcome outcome;

  AttemptEnd(Attempt attempt) {
    this.attempt = attempt;
  }

  /** Notes that nothing more takes part. */
  void over() {
    if (state == State.RUNNING) {
      state = State.OVER;
    }
  }

  boolean isOver() {
    return state != State.RUNNING;
  }

  boolean isWithDatabase() {
    return state == State.ENDED_WITH_DATABASE;
  }

  /** Whether nothing had failed on Redis until the body ended. */
  boolean wasIntact() {
    return intact;
  }

  @Nullable Outcome outcome() {
    return outcome;
  }

  /** Ends the attempt without sending anything. */
  void drop() {
    over();
    outcome = attempt.abandon(false);
  }

  /**
   * Commits while a database transaction waits to.
   *
   * @param everyRead whether even a single read is validated
   */
  Outcome withDatabase(boolean everyRead) {
    intact = !attempt.hasFailed();
    Outcome end;
    try {
      end = attempt.commit(everyRead);
    } catch (RuntimeException e) {
      end = new Outcome.Unknown(e);
    } catch (Error e) {
      end = new Outcome.Unknown(new RedisSystemException("An error interrupted the commit", e));
    }
    state = State.ENDED_WITH_DATABASE;
    outcome = end;
    return end;
  }

  /** Ends the attempt, unless it has ended with a database transaction. */
  Outcome afterBody(@Nullable Throwable thrown) {
    Outcome end = outcome;
    if (end == null) {
      intact = !attempt.hasFailed();
      end = thrown == null ? attempt.commit(false) : attempt.abandon(mayComeFromTornReads(thrown));
      outcome = end;
    }
    return end;
  }

  /** Ends the attempt as if a watched key had changed, without sending its writes. */
  Outcome givingWay() {
    over();
    Outcome end = attempt.giveWay();
    outcome = end;
    return end;
  }

  /** Not an Error, and not an interrupt, which asks to stop rather than to try again. */
  private static boolean mayComeFromTornReads(Throwable thrown) {
    return thrown instanceof Exception && !(thrown instanceof InterruptedException);
  }

  /** Gives the connection back, unless that has been done. */
  void release() {
    if (state != State.ENDED_WITH_DATABASE) {
      attempt.release();
    }
  }
}
