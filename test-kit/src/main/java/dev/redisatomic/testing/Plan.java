package dev.redisatomic.testing;

import java.util.concurrent.atomic.AtomicInteger;

/** The plan of what is to happen at the next commits of a method. Thread-safe. */
final class Plan {

  private final MethodName method;
  private final String text;
  private final int times;
  private final Effect effect;
  private final AtomicInteger left;

  Plan(MethodName method, String text, int times, Effect effect) {
    this.method = method;
    this.text = text;
    this.times = times;
    this.effect = effect;
    this.left = new AtomicInteger(times);
  }

  MethodName method() {
    return method;
  }

  Effect effect() {
    return effect;
  }

  /** Whether it is due at a commit of this method; counts that. */
  boolean take(String name) {
    return method.isOf(name) && left.getAndUpdate(n -> Math.max(0, n - 1)) > 0;
  }

  int missing() {
    return left.get();
  }

  @Override
  public String toString() {
    int happened = times - missing();
    return text
        + " should have happened "
        + SeenAttempts.times(times)
        + ", but "
        + (happened == 0 ? "did not" : "happened " + SeenAttempts.times(happened));
  }
}
