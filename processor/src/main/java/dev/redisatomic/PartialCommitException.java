package dev.redisatomic;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.NonTransientDataAccessException;

/**
 * A command failed inside {@code EXEC}, which does not roll back: <b>the other commands were
 * applied</b>. Usually a command met a key of another type (WRONGTYPE) or a value that is not a
 * number. Never retried.
 *
 * <p>Where every write failed, nothing was applied, and the first failure is thrown in its place;
 * unless one of them may fail half-way: a script, {@code MIGRATE}, or a command of a module.
 *
 * @see <a
 *     href="https://redis.io/docs/latest/develop/using-commands/transactions/#errors-inside-a-transaction">
 *     Errors inside a transaction</a>
 */
public class PartialCommitException extends NonTransientDataAccessException {

  private static final long serialVersionUID = 1L;

  private final transient List<CommandResult> results;

  /**
   * Describes the commands.
   *
   * @param message which method, which commands failed, which were applied
   * @param results every command with its result or error
   */
  public PartialCommitException(String message, List<CommandResult> results) {
    super(message, firstError(results));
    this.results = List.copyOf(results);
  }

  private static @Nullable Throwable firstError(List<CommandResult> results) {
    return results.stream()
        .map(CommandResult::error)
        .filter(e -> e != null)
        .findFirst()
        .orElse(null);
  }

  /**
   * The recorded commands in order, each with its result or error.
   *
   * @return the commands; empty after deserialization of this exception
   */
  public List<CommandResult> getResults() {
    return results == null ? List.of() : results;
  }

  /**
   * One command of the transaction.
   *
   * @param command the command with its keys, such as {@code INCRBY account:1}; values are left out
   * @param result what Redis answered, if it was applied
   * @param error what Redis answered, if it failed
   */
  public record CommandResult(
      String command, @Nullable Object result, @Nullable RuntimeException error) {

    /**
     * Whether the command was applied.
     *
     * @return {@code true} unless Redis answered an error
     */
    public boolean applied() {
      return error == null;
    }
  }
}
