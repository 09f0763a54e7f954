package dev.redisatomic.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.test.Bodies;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RecordingProxy;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import redis.clients.jedis.UnifiedJedis;

/** Each call commits alone where groups are switched off, on keys as hot as can be. */
@EachServer
@Timeout(60)
class NoGroupsTests {

  private static final int THREADS = 8;
  private static final int CALLS = 50;

  private final RedisSetup setup;
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  NoGroupsTests(RedisSetup setup) {
    this.setup = setup;
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "redis.atomic.contention.local-queue=off",
        "redis.atomic.contention.group-commit=false"
      })
  void eachCallHasAnExecOfItsOwn(String property) throws Exception {
    setup.flushAll();
    try (RecordingProxy proxy = new RecordingProxy(setup.server())) {
      RedisConnectionFactory factory =
          setup.connectionFactory(
              options -> options.port(proxy.port()).pool(THREADS, Duration.ofSeconds(10)));
      try (TestApplication application =
          TestApplication.on(factory)
              .properties(property, "redis.atomic.max-retries=1000")
              .start(Bodies.class)) {
        callAll(application, new StringRedisTemplate(factory));
      }

      UnifiedJedis other = setup.other();
      assertThat(other.get("hot")).isEqualTo(String.valueOf(THREADS * CALLS));
      assertThat(proxy.commands())
          .filteredOn(words -> words.get(0).equals("EXEC"))
          .hasSizeGreaterThanOrEqualTo(THREADS * CALLS);
    }
  }

  private void callAll(TestApplication application, StringRedisTemplate redis) throws Exception {
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      running.add(
          threads.submit(
              () -> {
                for (int call = 0; call < CALLS; call++) {
                  application.methods().call(() -> increment(redis), "hot");
                }
                return true;
              }));
    }
    for (Future<?> thread : running) {
      thread.get();
    }
  }

  private static boolean increment(StringRedisTemplate redis) {
    String before = redis.opsForValue().get("hot");
    long next = before == null ? 1 : Long.parseLong(before) + 1;
    redis.opsForValue().set("hot", String.valueOf(next));
    return true;
  }
}
