package dev.redisatomic.attempt;

import dev.redisatomic.PartialCommitException.CommandResult;
import dev.redisatomic.connection.RecordedWrite;
import dev.redisatomic.driver.Driver;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.ClusterStateFailureException;

/**
 * Reads the verdict from the raw replies to MULTI, the writes and EXEC, before any translation:
 * only the raw replies tell a conflict from an empty result and "nothing applied" from "partly
 * applied".
 *
 * @param writes the writes that were sent
 * @param replies the replies to MULTI, to each write, to what the library adds behind them, and to
 *     EXEC
 * @param translate turns an error reply into Spring's exception
 */
record ExecReplies(
    List<RecordedWrite> writes,
    List<@Nullable Object> replies,
    UnaryOperator<RuntimeException> translate) {

  private static final byte[] QUEUED = "QUEUED".getBytes(StandardCharsets.US_ASCII);

  /** For error replies that quote values, others take their place: what they say is logged. */
  static ExecReplies withoutValues(
      List<RecordedWrite> writes, List<@Nullable Object> replies, Driver driver) {
    List<@Nullable Object> shown = new ArrayList<>(replies);
    int exec = replies.size() - 1;
    for (int i = 0; i < writes.size(); i++) {
      shown.set(i + 1, QuotedValues.hide(replies.get(i + 1), writes.get(i).command(), driver));
    }
    if (replies.get(exec) instanceof List<?> results && results.size() >= writes.size()) {
      List<@Nullable Object> shownResults = new ArrayList<>(results);
      for (int i = 0; i < writes.size(); i++) {
        shownResults.set(i, QuotedValues.hide(results.get(i), writes.get(i).command(), driver));
      }
      shown.set(exec, shownResults);
    }
    return new ExecReplies(writes, shown, driver::translate);
  }

  Outcome verdict() {
    Object exec = replies.get(replies.size() - 1);
    if (replies.get(0) instanceof RuntimeException refusal) {
      return exec instanceof RuntimeException error ? withoutMulti(refusal, error) : outOfStep();
    }
    if (exec == null) {
      return new Outcome.Conflict();
    }
    if (exec instanceof RuntimeException error) {
      return nothingApplied(error);
    }
    if (!(exec instanceof List<?> all) || all.size() != replies.size() - 2) {
      return outOfStep();
    }
    List<?> results = all.subList(0, writes.size());
    if (results.stream().noneMatch(RuntimeException.class::isInstance)) {
      return new Outcome.Committed(0);
    }
    boolean nothingApplied =
        results.stream().allMatch(RuntimeException.class::isInstance)
            && writes.stream().noneMatch(ExecReplies::mayFailHalfWay);
    return nothingApplied ? allFailed(results) : partlyApplied(results, "EXEC does not roll back");
  }

  /**
   * Commands of the server itself check before they change anything. Not so scripts; MIGRATE, which
   * changes another server first; and commands of modules, of which nobody knows.
   */
  private static boolean mayFailHalfWay(RecordedWrite write) {
    String name = write.command().command().name();
    return name.startsWith("EVAL")
        || name.startsWith("FCALL")
        || name.equals("MIGRATE")
        || name.indexOf('.') >= 0;
  }

  private Outcome allFailed(List<?> results) {
    List<RuntimeException> failures = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      RuntimeException error = (RuntimeException) results.get(i);
      failures.add(translate.apply(error));
      failed.add(writes.get(i) + " (" + error.getMessage() + ")");
    }
    RuntimeException first = failures.get(0);
    RuntimeException cause =
        first.getClass() == InvalidDataAccessApiUsageException.class
            ? new InvalidDataAccessApiUsageException(
                "Redis applied nothing, because every write failed: " + String.join(", ", failed),
                first.getCause())
            : first;
    failures.stream().skip(1).filter(other -> other != first).forEach(cause::addSuppressed);
    return new Outcome.Failed(cause, false);
  }

  /** As when somebody else had left the pooled connection in the middle of a transaction. */
  private static Outcome outOfStep() {
    return new Outcome.Unknown(
        new InvalidDataAccessApiUsageException(
            "The replies do not belong to the commands: other code has given the connection back to"
                + " the pool in the middle of a transaction"));
  }

  /** The raw result of one write; its error if it was not applied. */
  @Nullable Object resultOf(int write) {
    return replies.get(replies.size() - 1) instanceof List<?> results
        ? results.get(write)
        : replies.get(write + 1);
  }

  /** EXECABORT names no reason: the errors with which commands were refused do. */
  private Outcome nothingApplied(RuntimeException exec) {
    List<RuntimeException> reasons = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (int i = 0; i < replies.size() - 2; i++) {
      if (replies.get(i + 1) instanceof RuntimeException reason) {
        Object command = i < writes.size() ? writes.get(i) : "a command that the library has added";
        reasons.add(reason);
        refused.add(command + " (" + reason.getMessage() + ")");
      }
    }
    if (reasons.isEmpty()) {
      return new Outcome.Failed(translate.apply(exec), Failure.isPassing(exec));
    }
    boolean passing = reasons.stream().allMatch(Failure::isPassing);
    String message =
        "Redis applied nothing and answered EXECABORT, because it refused "
            + String.join(", ", refused);
    RuntimeException cause =
        !passing
            ? new InvalidDataAccessApiUsageException(message, exec)
            : translate.apply(reasons.get(0)) instanceof ClusterStateFailureException
                ? new ClusterStateFailureException(message, exec)
                : new DataAccessResourceFailureException(message, exec);
    reasons.forEach(cause::addSuppressed);
    return new Outcome.Failed(cause, passing);
  }

  /** A server that refuses MULTI (rights, renamed commands) ran each write by itself. */
  private Outcome withoutMulti(RuntimeException refusal, RuntimeException exec) {
    List<@Nullable Object> results = replies.subList(1, writes.size() + 1);
    if (results.stream().allMatch(RuntimeException.class::isInstance)) {
      return new Outcome.Failed(translate.apply(refusal), Failure.isPassing(refusal));
    }
    if (results.stream().noneMatch(ExecReplies::isQueued)) {
      return partlyApplied(results, "the server refused MULTI (" + refusal.getMessage() + ")");
    }
    // a transaction was open that was not begun here
    return String.valueOf(exec.getMessage()).startsWith("EXECABORT")
        ? nothingApplied(exec)
        : outOfStep();
  }

  private static boolean isQueued(@Nullable Object reply) {
    return reply instanceof byte[] word && Arrays.equals(word, QUEUED);
  }

  private Outcome partlyApplied(List<?> results, String reason) {
    List<CommandResult> all = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    boolean failedHalfWay = false;
    for (int i = 0; i < results.size(); i++) {
      String command = writes.get(i).toString();
      if (results.get(i) instanceof RuntimeException error) {
        failedHalfWay = failedHalfWay || mayFailHalfWay(writes.get(i));
        all.add(new CommandResult(command, null, translate.apply(error)));
        failed.add(command + " (" + error.getMessage() + ")");
      } else {
        all.add(new CommandResult(command, results.get(i), null));
      }
    }
    int applied = all.size() - failed.size();
    return new Outcome.Partial(
        applied
            + " of "
            + all.size()
            + " writes were applied and stay applied, because "
            + reason
            + (failed.isEmpty() ? "" : "; failed: " + String.join(", ", failed))
            + (failedHalfWay ? ", which may have been applied in part" : ""),
        all);
  }
}
