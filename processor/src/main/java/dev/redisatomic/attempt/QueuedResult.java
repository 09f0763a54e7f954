package dev.redisatomic.attempt;

import dev.redisatomic.connection.Driver;
import dev.redisatomic.connection.RecordedWrite;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The result of a write that somebody has asked for; some are known before the commit. */
final class QueuedResult implements Supplier<@Nullable Object> {

  private enum State {
    PENDING,
    COMMITTED,
    LOST,
    DROPPED
  }

  private final Driver driver;
  private final RecordedWrite write;
  private final TemplateResult template;
  private volatile State state = State.PENDING;
  private @Nullable Object reply;

  QueuedResult(Driver driver, RecordedWrite write, TemplateResult template) {
    this.driver = driver;
    this.write = write;
    this.template = template;
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
    }
  }

  void dropped() {
    state = State.DROPPED;
  }

  void dropUnlessSettled() {
    if (state == State.PENDING) {
      state = State.DROPPED;
    }
  }

  @Override
  public @Nullable Object get() {
    if (write.isAnswered() && state != State.DROPPED) {
      return template.returned();
    }
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
      case COMMITTED -> template.of(write.convert(driver, reply));
    };
  }

  @Override
  public String toString() {
    return write.toString();
  }
}
