package dev.redisatomic.attempt;

import dev.redisatomic.PartialCommitException.CommandResult;
import dev.redisatomic.connection.RecordedWrite;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads the verdict from the raw replies to MULTI, the writes and EXEC, before any translation:
 * only the raw replies tell a conflict from an empty result and "nothing applied" from "partly
 * applied".
 *
 * @param writes the writes that were sent
 * @param replies the replies to MULTI, to each write, and to EXEC
 * @param translate turns an error reply into Spring's exception
 */
record ExecReplies(
    List<RecordedWrite> writes,
    List<@Nullable Object> replies,
    UnaryOperator<RuntimeException> translate) {

  Outcome verdict() {
    if (replies.get(0) instanceof RuntimeException refusal) {
      return withoutMulti(refusal);
    }
    Object exec = replies.get(replies.size() - 1);
    if (exec == null) {
      return new Outcome.Conflict();
    }
    if (exec instanceof RuntimeException error) {
      return nothingApplied(error);
    }
    List<?> results = (List<?>) exec;
    return results.stream().anyMatch(RuntimeException.class::isInstance)
        ? partlyApplied(results, "EXEC does not roll back")
        : new Outcome.Committed(results.size());
  }

  /** Whether there was a transaction at all; EXEC ends it in any case, and the watches with it. */
  boolean multiAccepted() {
    return !(replies.get(0) instanceof RuntimeException);
  }

  /** The raw result of one write; its error if it was not applied. */
  @Nullable Object resultOf(int write) {
    return replies.get(replies.size() - 1) instanceof List<?> results
        ? results.get(write)
        : replies.get(write + 1);
  }

  /** EXECABORT names no reason: the errors with which commands were refused do. */
  private Outcome nothingApplied(RuntimeException exec) {
    RuntimeException cause = translate.apply(exec);
    for (Object queued : replies.subList(1, replies.size() - 1)) {
      if (queued instanceof RuntimeException reason) {
        cause.addSuppressed(reason);
      }
    }
    return new Outcome.Failed(cause);
  }

  /** A server that refuses MULTI (rights, renamed commands) ran each write by itself. */
  private Outcome withoutMulti(RuntimeException refusal) {
    List<@Nullable Object> results = replies.subList(1, replies.size() - 1);
    return results.stream().allMatch(RuntimeException.class::isInstance)
        ? new Outcome.Failed(translate.apply(refusal))
        : partlyApplied(results, "the server refused MULTI (" + refusal.getMessage() + ")");
  }

  private Outcome partlyApplied(List<?> results, String reason) {
    List<CommandResult> all = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    for (int i = 0; i < results.size(); i++) {
      String command = writes.get(i).toString();
      if (results.get(i) instanceof RuntimeException error) {
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
            + (failed.isEmpty() ? "" : "; failed: " + String.join(", ", failed)),
        all);
  }
}
