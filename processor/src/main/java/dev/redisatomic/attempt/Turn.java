package dev.redisatomic.attempt;

import dev.redisatomic.command.ClassifiedCommand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The turn of an attempt among those that wait for the same hot keys: it begins before the attempt
 * reads anything, and ends once.
 */
public interface Turn {

  /**
   * What the attempt before this one has handed on.
   *
   * @return {@code null} if this one begins by itself
   */
  @Nullable CommitGroup handed();

  /**
   * What the group before has read, and those who wait may want.
   *
   * @return reads of one key each
   */
  List<ClassifiedCommand> readBefore();

  /**
   * Leaves what this group has read to the next one.
   *
   * @param reads reads of one key each
   */
  void leave(List<ClassifiedCommand> reads);

  /**
   * How long those whose bodies have ended wait for one that runs.
   *
   * @return nanoseconds, more than 0
   */
  long patienceNanos();

  /**
   * Whether an attempt waits that could go on with a group.
   *
   * @return a snapshot
   */
  boolean isAwaited();

  /**
   * Ends the turn and lets the next attempt go on with a group.
   *
   * @param group what is handed on
   * @return {@code false} if there is none that could; the turn goes on then
   */
  boolean passOn(CommitGroup group);

  /** Ends the turn. The next attempt begins by itself. */
  void end();
}
