package dev.redisatomic.execution;

import org.jspecify.annotations.Nullable;

/**
 * What an atomic method does. Runs once per attempt.
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
}
