package dev.redisatomic.attempt;

import dev.redisatomic.connection.Driver;
import dev.redisatomic.connection.RecordedWrite;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The result of a recorded write that somebody has asked for. */
final class QueuedResult implements Supplier<@Nullable Object> {

  private enum State {
    PENDING,
    ANSWERED,
    COMMITTED,
    LOST,
    DROPPED
  }

  private final Driver driver;
  private final RecordedWrite write;
  private volatile State state = State.PENDING;
  private boolean answered;
  private boolean sent = true;
  private @Nullable Object reply;

  QueuedResult(Driver driver, RecordedWrite write) {
    this.driver = driver;
    this.write = write;
  }

  RecordedWrite write() {
    return write;
  }

  /**
   * The reply is known before the commit, and stands if there is one.
   *
   * @param rawReply the reply that the write will get
   * @param isSent whether there is anything to send
   */
  void answered(@Nullable Object rawReply, boolean isSent) {
    reply = rawReply;
    answered = true;
    sent = isSent;
    state = State.ANSWERED;
  }

  /** What was sent may have been another command than the one that was answered. */
  void committed(@Nullable Object rawReply) {
    if (!answered) {
      reply = rawReply;
    }
    state = State.COMMITTED;
  }

  void lostUnlessDropped() {
    if (state == State.PENDING) {
      state = State.LOST;
    } else if (state == State.ANSWERED) {
      state = State.COMMITTED;
    }
  }

  void settleUnlessSent() {
    if (!sent && state == State.ANSWERED) {
      state = State.COMMITTED;
    }
  }

  void dropUnlessSent() {
    if (!sent) {
      state = State.DROPPED;
    }
  }

  void dropped() {
    state = State.DROPPED;
  }

  void dropUnlessSettled() {
    if (state == State.PENDING || state == State.ANSWERED) {
      state = State.DROPPED;
    }
  }

  @Override
  public @Nullable Object get() {
    return switch (state) {
      case PENDING ->
          throw new IllegalStateException(
              "The result of "
                  + write
                  + " is not known yet: the write is sent when the outermost atomic method returns."
                  + " Read it after that, or in afterCommit(…).");
      case DROPPED ->
          throw new IllegalStateException(
              "There is no result of "
                  + write
                  + ": the attempt that recorded it did not commit it.");
      case LOST ->
          throw new IllegalStateException(
              "The result of "
                  + write
                  + " is gone: EXEC ran exactly once, but the connection was lost before the reply"
                  + " arrived. Read the data instead.");
      case ANSWERED, COMMITTED -> write.convert(driver, reply);
    };
  }

  @Override
  public String toString() {
    return write.toString();
  }
}
