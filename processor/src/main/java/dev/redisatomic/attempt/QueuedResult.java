package dev.redisatomic.attempt;

import dev.redisatomic.connection.RecordedWrite;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The result of a write that somebody has asked for; some are known before the commit. */
final class QueuedResult implements Supplier<@Nullable Object> {

  private enum State {
    PENDING,
    ANSWERED,
    COMMITTED,
    LOST,
    DROPPED
  }

  private final RecordedWrite write;
  private final UnaryOperator<@Nullable Object> conversion;
  private final boolean sent;
  private volatile State state;
  private @Nullable Object reply;

  private QueuedResult(
      RecordedWrite write, UnaryOperator<@Nullable Object> conversion, State state, boolean sent) {
    this.write = write;
    this.conversion = conversion;
    this.state = state;
    this.sent = sent;
  }

  /**
   * A result that is not known before the commit.
   *
   * @param conversion makes it from the raw reply
   */
  static QueuedResult pending(RecordedWrite write, UnaryOperator<@Nullable Object> conversion) {
    return new QueuedResult(write, conversion, State.PENDING, true);
  }

  /**
   * A result that is known already, and stands unless the attempt is in vain.
   *
   * @param value what the template has returned
   * @param sent whether the write is recorded: not if it would change nothing
   */
  static QueuedResult answered(RecordedWrite write, @Nullable Object value, boolean sent) {
    return new QueuedResult(write, reply -> value, State.ANSWERED, sent);
  }

  RecordedWrite write() {
    return write;
  }

  void committed(@Nullable Object rawReply) {
    reply = rawReply;
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
      case ANSWERED, COMMITTED -> conversion.apply(reply);
    };
  }

  @Override
  public String toString() {
    return write.toString();
  }
}
