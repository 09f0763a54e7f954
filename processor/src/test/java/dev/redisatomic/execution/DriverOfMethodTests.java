package dev.redisatomic.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.AtomicListener;
import dev.redisatomic.test.Bodies;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.NotedMethods;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** A driver is told whose attempt its connections are for: that of the outermost method. */
@EachServer
class DriverOfMethodTests {

  private static final String RUN = "Bodies.run(Action, String[])";

  private final RedisSetup setup;
  private final NotedMethods noted;
  @AutoClose private final TestApplication application;

  DriverOfMethodTests(RedisSetup setup) {
    this.setup = setup;
    noted = new NotedMethods(setup.mode().provider());
    application =
        TestApplication.on(setup).singleton("provider", noted).start(Bodies.class, Wants.class);
    setup.flushAll();
  }

  /** With a listener that wants the commands, each attempt goes through one more driver. */
  static final class Wants implements AtomicListener {
    @Override
    public boolean wantsCommands() {
      return true;
    }
  }

  private void increment() {
    application.redis().opsForValue().increment("n");
  }

  @Test
  void eachAttemptHasTheDriverOfItsMethod() throws Exception {
    int[] runs = {0};

    application
        .methods()
        .run(
            () -> {
              application.redis().opsForValue().get("n");
              if (++runs[0] == 1) {
                setup.other().incr("n");
              }
              increment();
            });

    assertThat(noted.opened()).containsExactly(RUN, RUN);
  }

  @Test
  void aMethodThatJoinsIsPartOfTheOuterOne() throws Exception {
    application.methods().run(() -> application.methods().runBlindly(this::increment));

    assertThat(noted.opened()).containsExactly(RUN);
  }

  @Test
  void theProgrammaticTwinHasOneName() {
    application.atomically(this::increment);

    assertThat(noted.opened()).containsExactly("RedisAtomicOperations.execute(…)");
  }
}
