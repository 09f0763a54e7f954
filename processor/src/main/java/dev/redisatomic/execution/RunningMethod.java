package dev.redisatomic.execution;

import org.jspecify.annotations.Nullable;

/** Tells which atomic method is running. */
public final class RunningMethod {

  private RunningMethod() {}

  /**
   * The name of the outermost atomic method on this thread.
   *
   * @return such as {@code BankService.transfer(String, String, long)}; {@code null} outside of one
   */
  public static @Nullable String name() {
    AttemptContext context = AttemptContext.find();
    return context == null ? null : context.definition().name();
  }
}
