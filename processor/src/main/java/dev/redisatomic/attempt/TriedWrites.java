package dev.redisatomic.attempt;

import dev.redisatomic.attempt.result.Replay;
import dev.redisatomic.command.ClassifiedCommand;
import dev.redisatomic.command.Command;
import dev.redisatomic.connection.RecordedWrite;
import dev.redisatomic.driver.ErrorReply;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;

/**
 * Settles writes that were tried: those that failed are dropped, and those that might do something
 * else at the commit are sent in a form that does what the body has seen.
 */
final class TriedWrites {

  private static final Log log = LogFactory.getLog(TriedWrites.class);

  private final Function<Command, ClassifiedCommand> classify;
  private final WriteLog writes;
  private final QueuedResults queued;
  private final Shadows shadows;
  private final HandedOut handedOut;

  TriedWrites(
      Function<Command, ClassifiedCommand> classify,
      WriteLog writes,
      QueuedResults queued,
      Shadows shadows,
      HandedOut handedOut) {
    this.classify = classify;
    this.writes = writes;
    this.queued = queued;
    this.shadows = shadows;
    this.handedOut = handedOut;
  }

  /**
   * Notes what has been tried.
   *
   * @param own the write that was asked for its result; {@code null} if a read was answered, or
   *     nothing
   * @throws RuntimeException if recorded writes have failed: they are dropped
   */
  void settle(Trial trial, @Nullable RecordedWrite own) {
    shadows.tried(trial.writes());
    trial.done().forEach(this::fix);
    boolean failed = trial.answer() instanceof ErrorReply;
    if (own != null && !failed) {
      shadows.tried(List.of(own));
    }
    if (trial.failed().isEmpty()) {
      return;
    }
    if (own != null) {
      // it throws, so it has not happened
      shadows.takeBack(List.of(own));
    }
    throw dropped(trial.failed());
  }

  /** Keeps what a read has shown of a write, though nobody has its result: it is what is stored. */
  private void fix(RecordedWrite write, @Nullable Object reply) {
    Command command = write.command().command();
    Replay replay = Replay.of(command, reply);
    // what changes nothing now will not do so then
    if (reply != null && replay.command() != null && replay.command() != command) {
      send(write, replay);
      queued.known(write, reply);
    }
  }

  /** Has a write sent in the form that does the same at the commit. */
  void send(RecordedWrite write, Replay replay) {
    Command command = replay.command();
    if (command != null && command != write.command().command()) {
      write.sendAs(classify.apply(command));
    }
    handedOut.add(write, replay.expected());
  }

  /** Drops writes, as if each had thrown at its own call, and the body had gone on. */
  private RuntimeException dropped(Map<RecordedWrite, ErrorReply> failed) {
    List<RuntimeException> thrown = new ArrayList<>();
    failed.forEach(
        (write, error) -> {
          writes.remove(write);
          RuntimeException failure = failure(write, error);
          log.warn(failure.getMessage());
          thrown.add(failure);
        });
    queued.drop(List.copyOf(failed.keySet()));
    RuntimeException first = thrown.get(0);
    thrown.stream().skip(1).forEach(first::addSuppressed);
    return first;
  }

  private static RuntimeException failure(RecordedWrite write, ErrorReply error) {
    return new InvalidDataAccessApiUsageException(
        write
            + ", which this atomic method has recorded, fails: "
            + error.message()
            + ". It is dropped; of the other writes nothing has been applied yet.",
        error.translated());
  }
}
