package dev.redisatomic.attempt;

import dev.redisatomic.PartialCommitException.CommandResult;
import dev.redisatomic.command.ClassifiedCommand;
import dev.redisatomic.connection.RecordedWrite;
import dev.redisatomic.driver.ErrorReply;
import dev.redisatomic.driver.NullArray;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.ClusterStateFailureException;

/**
 * The replies to one transaction, before any translation: only they tell a conflict from an empty
 * result and "nothing applied" from "partly applied". They say how it ended, and what state the
 * connection is in.
 *
 * @param writes the writes that were sent
 * @param replies the replies to MULTI, to each write, to what the library adds behind them, to
 *     EXEC, and to what comes after it
 * @param execAt the position of the reply to EXEC
 */
record TransactionReplies(List<RecordedWrite> writes, List<@Nullable Object> replies, int execAt) {
  private static final byte[] QUEUED = "QUEUED".getBytes(StandardCharsets.US_ASCII);
  private static final String ABORTED = "EXECABORT";

  /** Puts others in the place of error replies that quote values: what they say is logged. */
  static TransactionReplies of(
      List<RecordedWrite> writes, List<@Nullable Object> replies, int execAt) {
    List<@Nullable Object> shown = shown(writes, replies, 1);
    if (replies.get(execAt) instanceof List<?> results && results.size() >= writes.size()) {
      List<@Nullable Object> shownResults = shown(writes, results, 0);
      if (shownResults != results) {
        shown = shown == replies ? new ArrayList<>(replies) : shown;
        shown.set(execAt, shownResults);
      }
    }
    return new TransactionReplies(writes, shown, execAt);
  }

  /**
   * The replies to some of the writes, as if there had been no others.
   *
   * @param from the first of them
   * @param own those writes
   */
  TransactionReplies part(int from, List<RecordedWrite> own) {
    int to = from + own.size();
    List<@Nullable Object> part = new ArrayList<>(own.size() + 3);
    part.add(replies.get(0));
    part.addAll(replies.subList(1 + from, 1 + to));
    part.add(
        exec() instanceof List<?> results && results.size() == execAt - 1
            ? new ArrayList<>(results.subList(from, to))
            : exec());
    part.addAll(replies.subList(execAt + 1, replies.size()));
    return new TransactionReplies(own, part, own.size() + 1);
  }

  /** The same list, unless there is something to hide. */
  @SuppressWarnings("unchecked") // of any type, and only read
  private static List<@Nullable Object> shown(
      List<RecordedWrite> writes, List<?> replies, int first) {
    List<@Nullable Object> shown = (List<@Nullable Object>) replies;
    for (int i = 0; i < writes.size(); i++) {
      Object reply = replies.get(first + i);
      Object hidden = QuotedValues.hide(reply, writes.get(i).command());
      if (hidden != reply) {
        shown = shown == replies ? new ArrayList<>(replies) : shown;
        shown.set(first + i, hidden);
      }
    }
    return shown;
  }

  private @Nullable Object exec() {
    return replies.get(execAt);
  }

  /** The reply to the command that was sent behind EXEC. */
  @Nullable Object behindExec() {
    return replies.get(execAt + 1);
  }

  /**
   * The state of the connection after these replies.
   *
   * @param before the state when the transaction was sent
   */
  ConnectionState connectionState(ConnectionState before) {
    boolean begun = !(replies.get(0) instanceof ErrorReply);
    Object exec = exec();
    boolean ended = exec == null || exec instanceof List || isAbort(exec);
    if (begun != ended) {
      return ConnectionState.OUT_OF_STEP;
    }
    // with a transaction, whether or not it was applied, its watches end
    return ended ? ConnectionState.CLEAN : before;
  }

  private static boolean isAbort(@Nullable Object reply) {
    return reply instanceof ErrorReply error && error.code().equals(ABORTED);
  }

  /** The ending of the transaction. */
  Outcome verdict() {
    Object exec = exec();
    if (replies.get(0) instanceof ErrorReply refusal) {
      return exec instanceof ErrorReply error ? withoutMulti(refusal, error) : outOfStep();
    }
    if (exec == null) {
      return new Outcome.Conflict();
    }
    if (exec instanceof ErrorReply error) {
      return nothingApplied(error);
    }
    if (!(exec instanceof List<?> all) || all.size() != execAt - 1) {
      return outOfStep();
    }
    List<?> results = all.subList(0, writes.size());
    int failed = 0;
    for (Object result : results) {
      failed += result instanceof ErrorReply ? 1 : 0;
    }
    if (failed == 0) {
      return new Outcome.Committed(0);
    }
    boolean nothingApplied =
        failed == results.size() && writes.stream().noneMatch(TransactionReplies::mayFailHalfWay);
    return nothingApplied ? allFailed(results) : partlyApplied(results, "EXEC does not roll back");
  }

  /**
   * Commands of the server itself check before they change anything. Not so scripts; MIGRATE, which
   * changes another server first; and commands of modules, of which nobody knows.
   */
  private static boolean mayFailHalfWay(RecordedWrite write) {
    ClassifiedCommand command = write.command();
    return command.runsScript()
        || command.isOfModule()
        || command.command().name().equals("MIGRATE");
  }

  private Outcome allFailed(List<?> results) {
    List<RuntimeException> failures = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      ErrorReply error = (ErrorReply) results.get(i);
      failures.add(error.translated());
      failed.add(writes.get(i) + " (" + error.message() + ")");
    }
    RuntimeException first = failures.get(0);
    RuntimeException cause =
        first instanceof ClusterStateFailureException
            ? first
            : new InvalidDataAccessApiUsageException(
                "Redis applied nothing, because every write failed: " + String.join(", ", failed),
                first.getCause());
    failures.stream().skip(1).filter(other -> other != first).forEach(cause::addSuppressed);
    return new Outcome.Failed(cause, false);
  }

  /**
   * The failure of a pooled connection that somebody else had left in the middle of a transaction.
   */
  private static Outcome outOfStep() {
    return new Outcome.Unknown(
        new InvalidDataAccessApiUsageException(
            "The replies do not belong to the commands: other code has given the connection back to"
                + " the pool in the middle of a transaction"));
  }

  /** The raw result of one write; its error if it was not applied. */
  @Nullable Object resultOf(int write) {
    return exec() instanceof List<?> results ? results.get(write) : replies.get(write + 1);
  }

  /** EXECABORT names no reason: the errors with which commands were refused do. */
  private Outcome nothingApplied(ErrorReply exec) {
    List<ErrorReply> reasons = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    for (int i = 0; i < execAt - 1; i++) {
      if (replies.get(i + 1) instanceof ErrorReply reason) {
        Object command = i < writes.size() ? writes.get(i) : "a command that the library has added";
        reasons.add(reason);
        refused.add(command + " (" + reason.message() + ")");
      }
    }
    if (reasons.isEmpty()) {
      return Failure.of(exec).outcome();
    }
    boolean retryable = reasons.stream().allMatch(ErrorReply::isRetryable);
    String message =
        "Redis applied nothing and answered EXECABORT, because it refused "
            + String.join(", ", refused);
    RuntimeException cause =
        !retryable
            ? new InvalidDataAccessApiUsageException(message, exec.translated())
            : reasons.get(0).translated() instanceof ClusterStateFailureException
                ? new ClusterStateFailureException(message, exec.translated())
                : new DataAccessResourceFailureException(message, exec.translated());
    reasons.forEach(reason -> cause.addSuppressed(reason.translated()));
    return new Outcome.Failed(cause, retryable);
  }

  /** A server that refuses MULTI (rights, renamed commands) ran each write by itself. */
  private Outcome withoutMulti(ErrorReply refusal, ErrorReply exec) {
    List<@Nullable Object> results = replies.subList(1, writes.size() + 1);
    if (results.stream().allMatch(ErrorReply.class::isInstance)) {
      return Failure.of(refusal).outcome();
    }
    if (results.stream().noneMatch(TransactionReplies::isQueued)) {
      return partlyApplied(results, "the server refused MULTI (" + refusal.message() + ")");
    }
    // a transaction was open that was not begun here
    return isAbort(exec) ? nothingApplied(exec) : outOfStep();
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
      if (results.get(i) instanceof ErrorReply error) {
        failedHalfWay = failedHalfWay || mayFailHalfWay(writes.get(i));
        all.add(new CommandResult(command, null, error.translated()));
        failed.add(command + " (" + error.message() + ")");
      } else {
        Object result = results.get(i);
        all.add(new CommandResult(command, result instanceof NullArray ? null : result, null));
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
