package dev.redisatomic.testing;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** An action of the test before a transaction is sent. Whatever it throws fails the test later. */
final class ActionBefore implements Effect {

  /**
   * The limit for an action that may want a lock that the caller holds, so that nobody waits for
   * ever.
   */
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final String plan;
  private final Interference.Action action;
  private final Consumer<Throwable> failures;

  ActionBefore(String plan, Interference.Action action, Consumer<Throwable> failures) {
    this.plan = plan;
    this.action = action;
    this.failures = failures;
  }

  @Override
  public List<@Nullable Object> on(SentTransaction transaction, Way way) {
    OwnThread thread = new OwnThread(plan, action);
    thread.start();
    if (!thread.awaitEnd(LIMIT)) {
      thread.interrupt();
      failures.accept(
          new AssertionError(
              "The action of "
                  + plan
                  + " has not ended after "
                  + LIMIT.toSeconds()
                  + " s: does it wait for something that the caller of the method holds?"));
    }
    Throwable thrown = thread.thrown();
    if (thrown != null) {
      failures.accept(new AssertionError("The action of " + plan + " threw " + thrown, thrown));
    }
    return way.go();
  }
}
