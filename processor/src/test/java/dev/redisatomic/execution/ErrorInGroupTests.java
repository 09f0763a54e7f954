package dev.redisatomic.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisatomic.driver.DriverProvider;
import dev.redisatomic.test.Bodies;
import dev.redisatomic.test.ClientMode;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.FailingRelease;
import dev.redisatomic.test.GroupedCalls;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.data.redis.RedisSystemException;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import redis.clients.jedis.UnifiedJedis;

/** An Error in the commit of a group that a body leaves, which catches it and goes on. */
@EachServer
@Timeout(60)
class ErrorInGroupTests {

  private static final String KEY = "hot";

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final UnifiedJedis other;
  private final FailingRelease driver;
  private final TestApplication application;

  ErrorInGroupTests(RedisSetup setup) {
    setup.flushAll();
    other = setup.other();
    RedisConnectionFactory factory = setup.connectionFactory();
    driver =
        Stream.of(ClientMode.values())
            .map(ClientMode::provider)
            .filter((DriverProvider each) -> each.supports(factory))
            .map(FailingRelease::new)
            .findFirst()
            .orElseThrow();
    application =
        TestApplication.on(factory)
            .properties(
                "redis.atomic.contention.group-commit=true",
                "redis.atomic.contention.group-patience=20s")
            .singleton("provider", driver)
            .start(Bodies.class);
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    application.close();
  }

  private String increment() {
    String before = application.redis().opsForValue().get(KEY);
    application.redis().opsForValue().set(KEY, String.valueOf(Long.parseLong(before) + 1));
    return before;
  }

  @Test
  void whatABodyHasReadInTheGroupStaysGuarded() throws Exception {
    GroupedCalls.crowd(application, other, threads, KEY);
    AtomicInteger runs = new AtomicInteger();
    Callable<String> leaving =
        () -> {
          String before = application.redis().opsForValue().get(KEY);
          if (runs.incrementAndGet() == 1) {
            driver.failNext();
            try {
              application.redis().getExpire("another");
            } catch (Throwable e) {
              // as some code does
              other.set(KEY, "100");
            }
          }
          application.redis().opsForValue().set(KEY, String.valueOf(Long.parseLong(before) + 1));
          return before;
        };

    List<Future<String>> calls =
        GroupedCalls.start(
            application,
            threads,
            body -> application.methods().call(body, KEY),
            List.of(this::increment, leaving));

    assertThat(calls.get(0).get()).isEqualTo("0");
    assertThatThrownBy(() -> calls.get(1).get())
        .hasCauseInstanceOf(RedisSystemException.class)
        .hasRootCauseInstanceOf(OutOfMemoryError.class);
    assertThat(other.get(KEY)).isEqualTo("100");
  }
}
