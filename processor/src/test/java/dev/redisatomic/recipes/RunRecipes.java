package dev.redisatomic.recipes;

import static dev.redisatomic.test.RecordingProxy.named;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RecordingProxy;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import redis.clients.jedis.UnifiedJedis;

/** An application with all recipes, on a pool of one behind a proxy; every test has its own. */
@EachServer
abstract class RunRecipes {

  final RedisSetup setup;
  final RecordingProxy proxy;
  final TestApplication application;

  /** A second client, past the proxy. */
  final UnifiedJedis other;

  RunRecipes(RedisSetup setup) {
    this.setup = setup;
    proxy = new RecordingProxy(setup.server());
    application =
        TestApplication.on(
                setup, options -> options.port(proxy.port()).pool(1, Duration.ofSeconds(1)))
            .withTemplate()
            .start(
                Counters.class,
                Documents.class,
                Funds.class,
                JobQueue.class,
                Leaderboard.class,
                Payments.class,
                RateLimiter.class,
                Sessions.class,
                Shelf.class,
                SlidingWindow.class,
                Stock.class,
                UserNames.class);
    other = setup.other();
  }

  @BeforeEach
  void start() {
    setup.flushAll();
    // the driver's look at the server
    application.atomically(() -> application.redis().opsForValue().get("warm up"));
    proxy.reset();
  }

  @AfterEach
  void end() {
    application.close();
    proxy.close();
  }

  <T> T recipe(Class<T> type) {
    return application.get(type);
  }

  /** What was sent since the last time is what this block of the section says. */
  void assertWire(String section, int block) {
    assertThat(proxy).hasToString(Recipes.wires(section).get(block));
    proxy.reset();
  }

  /** Lets somebody else come between the reads and the commit of the next attempt. */
  void beforeTheCommit(Runnable intrusion) {
    proxy.beforeNext(named("EXEC"), intrusion);
  }
}
