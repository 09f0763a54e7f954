package dev.redisatomic.driver.lettuce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.redisatomic.test.Await;
import dev.redisatomic.test.Bodies;
import dev.redisatomic.test.ClientMode;
import dev.redisatomic.test.CuttingProxy;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.ValueOperations;

/**
 * Atomic methods where Lettuce's connections end, its event loops stop, or the application does.
 */
@EachServer(modes = ClientMode.LETTUCE)
class LettuceApplicationTests {
  private final RedisSetup redis;
  private final LettuceSetUp lettuce = new LettuceSetUp();
  private int runs;

  LettuceApplicationTests(RedisSetup redis) {
    this.redis = redis;
  }

  @BeforeEach
  void empty() {
    redis.flushAll();
  }

  @AfterEach
  void close() {
    lettuce.close();
  }

  private RedisStandaloneConfiguration server() {
    return new RedisStandaloneConfiguration(redis.server().host(), redis.server().port());
  }

  /** On Lettuce's own connection the new one would watch nothing, and the update would be lost. */
  @Test
  void aConnectionLostBetweenReadAndCommitStartsTheBodyAgain() throws Exception {
    redis.other().set("stock", "10");
    try (CuttingProxy proxy = new CuttingProxy(redis.server());
        TestApplication application =
            TestApplication.on(
                    lettuce.factory(
                        new RedisStandaloneConfiguration(redis.server().host(), proxy.port())))
                .start(Bodies.class)) {
      ValueOperations<String, String> values = application.redis().opsForValue();
      application
          .methods()
          .run(
              () -> {
                int stock = Integer.parseInt(String.valueOf(values.get("stock")));
                if (++runs == 1) {
                  proxy.cutAll();
                  Await.until("the channel is closed", () -> !lettuce.lastChannelIsActive());
                  lettuce.awaitLoop(); // which tells Lettuce
                  redis.other().set("stock", "5");
                }
                values.set("stock", String.valueOf(stock - 1));
              });
    }

    assertThat(runs).isEqualTo(2);
    assertThat(redis.other().get("stock")).isEqualTo("4");
  }

  @Test
  void aCommitThatTheEventLoopHasNotWrittenInTimeIsNoUnknownOutcome() throws Exception {
    CountDownLatch[] goOn = new CountDownLatch[1];
    try (TestApplication application =
        TestApplication.on(
                lettuce.factory(server(), client -> client.commandTimeout(Duration.ofMillis(200))))
            .start(Bodies.class)) {
      ValueOperations<String, String> values = application.redis().opsForValue();

      Throwable thrown =
          catchThrowable(
              () ->
                  application
                      .methods()
                      .runOnce(
                          () -> {
                            values.get("read");
                            goOn[0] = lettuce.stopLastLoop();
                            values.set("key", "value");
                          }));
      goOn[0].countDown();
      lettuce.awaitLoop();

      assertThat(thrown).isInstanceOf(QueryTimeoutException.class);
      application.methods().run(() -> values.get("read"));
    }
    assertThat(redis.other().exists("key")).isFalse();
  }

  @Test
  void anAtomicMethodOnAnEventLoopIsRefusedBeforeItsBodyRuns() throws Exception {
    LettuceConnectionFactory factory = lettuce.factory(server());
    try (RedisConnection applications = factory.getConnection();
        TestApplication application = TestApplication.on(factory).start(Bodies.class)) {
      applications.ping();
      EventLoop loop = lettuce.lastLoop();

      Throwable thrown =
          loop.submit(() -> catchThrowable(() -> application.methods().run(() -> runs++))).get();

      assertThat(thrown)
          .isInstanceOf(InvalidDataAccessApiUsageException.class)
          .hasMessageContaining("an event loop of Lettuce")
          .hasMessageContaining("call it on a thread of another executor");
      assertThat(runs).isZero();
      application.methods().run(() -> runs++);
      assertThat(runs).isOne();
    }
  }

  private static Set<Thread> lettuceThreads() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().startsWith("lettuce-"))
        .collect(Collectors.toSet());
  }

  @Test
  void theEndOfTheApplicationLeavesNoThread() throws Exception {
    Set<Thread> before = lettuceThreads();
    try (TestApplication application = TestApplication.withoutRedis()) {
      application
          .context()
          .registerBean(
              LettuceConnectionFactory.class, () -> new LettuceConnectionFactory(server()));
      application.start(Bodies.class);
      application.methods().run(() -> runs++, "key");
      Set<Thread> during = new HashSet<>(lettuceThreads());
      during.removeAll(before);
      assertThat(during).isNotEmpty();
    }

    Await.until("all threads have ended", () -> before.containsAll(lettuceThreads()));
  }

  @Test
  void theEndOfTheApplicationLeavesItsClientResourcesToOthers() throws Exception {
    try (RedisConnection others = lettuce.factory(server()).getConnection()) {
      assertThat(others.ping()).isEqualTo("PONG");
      try (TestApplication application =
          TestApplication.on(lettuce.factory(server())).start(Bodies.class)) {
        application.methods().run(() -> runs++, "key");
      }
      lettuce.awaitLoop();

      assertThat(others.ping()).as("one that was open").isEqualTo("PONG");
    }
    try (RedisConnection later = lettuce.factory(server()).getConnection()) {
      assertThat(later.ping()).as("one opened later").isEqualTo("PONG");
    }
  }

  /** Also where the event loops are the application's own and go on. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anApplicationThatIsStoppedHasNoConnectionAndStartedAgainItGoesOn(boolean ownLoops)
      throws Exception {
    String name = "stopped-and-started-" + ownLoops;
    try (TestApplication application = TestApplication.withoutRedis()) {
      application
          .context()
          .registerBean(
              LettuceConnectionFactory.class,
              () ->
                  ownLoops
                      ? lettuce.factory(server(), client -> client.clientName(name))
                      : new LettuceConnectionFactory(
                          server(), LettuceClientConfiguration.builder().clientName(name).build()));
      application.start(Bodies.class);
      ValueOperations<String, String> values =
          new StringRedisTemplate(application.get(LettuceConnectionFactory.class)).opsForValue();
      application.methods().run(() -> values.increment("key"));
      assertThat(connectionsNamed(name)).isOne();

      application.context().stop();
      Await.until("none is left", () -> connectionsNamed(name) == 0);
      assertThat(catchThrowable(() -> application.methods().run(() -> values.increment("key"))))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("LettuceConnectionFactory has been STOPPED");
      application.context().start();

      application.methods().run(() -> values.increment("key"));
      assertThat(redis.other().get("key")).isEqualTo("2");
      assertThat(connectionsNamed(name)).isOne();
    }
  }

  private long connectionsNamed(String name) {
    return redis.admin().clientList().lines().filter(line -> line.contains("name=" + name)).count();
  }
}
