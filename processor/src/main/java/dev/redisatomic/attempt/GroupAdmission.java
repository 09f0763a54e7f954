package dev.redisatomic.attempt;

import dev.redisatomic.command.ClassifiedCommand;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The admission of an attempt among those that wait for the same hot keys: it begins before the
 * attempt reads anything, and ends once.
 */
public interface GroupAdmission {

  /**
   * Tells what the attempt before this one has handed over.
   *
   * @return {@code null} if this one begins by itself
   */
  @Nullable CommitGroup handed();

  /**
   * Lists what the group before has read, and those who wait may want.
   *
   * @return reads of one key each
   */
  List<ClassifiedCommand> readBefore();

  /**
   * Has the next group know what this one has read.
   *
   * @param reads reads of one key each
   */
  void rememberReads(List<ClassifiedCommand> reads);

  /**
   * Tells how long those whose bodies have ended wait for one that runs.
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
   * Ends the admission and lets the next attempt go on with a group.
   *
   * @param group what is handed over
   * @return {@code false} if there is none that could; the admission goes on then
   */
  boolean handOver(CommitGroup group);

  /** Ends the admission. The next attempt begins by itself. */
  void end();
}
