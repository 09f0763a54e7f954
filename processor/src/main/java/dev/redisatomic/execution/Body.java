package dev.redisatomic.execution;

import org.jspecify.annotations.Nullable;

/**
 * The code of an atomic method. Runs once per attempt.
 *
 * @param <T> the type of its result
 */
@FunctionalInterface
public interface Body<T> {

  /**
   * Runs.
   *
   * @return the result
   * @throws Throwable whatever the method throws
   */
  @Nullable T run() throws Throwable;

  /**
   * Identifies the code that runs, among the bodies of one method.
   *
   * @return equal for bodies of the same code
   */
  default Object code() {
    return getClass();
  }
}
