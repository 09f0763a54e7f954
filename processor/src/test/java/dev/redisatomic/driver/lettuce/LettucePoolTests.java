package dev.redisatomic.driver.lettuce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.RetryPolicy;
import dev.redisatomic.config.RedisAtomicAutoConfiguration;
import dev.redisatomic.test.Await;
import dev.redisatomic.test.ClientMode;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.data.redis.core.StringRedisTemplate;

/** {@code spring.data.redis.lettuce.pool.*}, for the connections of atomic methods. */
@EachServer(modes = ClientMode.LETTUCE)
class LettucePoolTests {
  private static final String NAME = "lettuce-pool";
  private static final RetryPolicy ONCE = RetryPolicy.DEFAULT.withMaxRetries(0);

  private final RedisSetup redis;
  private final ApplicationContextRunner boot;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  LettucePoolTests(RedisSetup redis) {
    this.redis = redis;
    boot =
        new ApplicationContextRunner()
            .withConfiguration(
                AutoConfigurations.of(
                    RedisAtomicAutoConfiguration.class, DataRedisAutoConfiguration.class))
            .withPropertyValues(
                "spring.data.redis.host=" + redis.server().host(),
                "spring.data.redis.port=" + redis.server().port(),
                "spring.data.redis.client-name=" + NAME);
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  private long open() {
    return redis.admin().clientList().lines().filter(line -> line.contains("name=" + NAME)).count();
  }

  /** Runs as many atomic methods at the same time, and the task while all of them run. */
  private void during(
      int calls, RedisAtomicOperations atomic, StringRedisTemplate template, Runnable task)
      throws Exception {
    CountDownLatch inside = new CountDownLatch(calls);
    CountDownLatch end = new CountDownLatch(1);
    List<Future<?>> running = new ArrayList<>();
    for (int i = 0; i < calls; i++) {
      running.add(
          threads.submit(
              () ->
                  atomic.execute(
                      () -> {
                        template.opsForValue().get("key");
                        inside.countDown();
                        try {
                          end.await();
                        } catch (InterruptedException e) {
                          Thread.currentThread().interrupt();
                        }
                        return true;
                      })));
    }
    inside.await();
    task.run();
    end.countDown();
    for (Future<?> call : running) {
      call.get();
    }
  }

  @Test
  void maxActiveAndMaxWaitBoundThem() {
    boot.withPropertyValues(
            "spring.data.redis.lettuce.pool.max-active=2",
            "spring.data.redis.lettuce.pool.max-wait=200ms")
        .run(
            context -> {
              RedisAtomicOperations atomic = context.getBean(RedisAtomicOperations.class);
              StringRedisTemplate template = context.getBean(StringRedisTemplate.class);
              Throwable[] thrown = new Throwable[1];

              during(
                  2,
                  atomic,
                  template,
                  () ->
                      thrown[0] =
                          catchThrowable(
                              () -> atomic.execute(ONCE, () -> template.opsForValue().get("key"))));

              assertThat(thrown[0])
                  .isInstanceOf(TransientDataAccessResourceException.class)
                  .hasMessageContaining("all 2 connections of the pool")
                  .hasMessageContaining("200 ms")
                  .hasMessageContaining("spring.data.redis.lettuce.pool.max-active and max-wait");
              assertThat(open()).isEqualTo(2);
            });
  }

  @Test
  void maxIdleIsHowManyAreKept() {
    boot.withPropertyValues(
            "spring.data.redis.lettuce.pool.max-active=3",
            "spring.data.redis.lettuce.pool.max-idle=1")
        .run(
            context -> {
              during(
                  3,
                  context.getBean(RedisAtomicOperations.class),
                  context.getBean(StringRedisTemplate.class),
                  () -> assertThat(open()).isEqualTo(3));

              Await.until("one is kept", () -> open() == 1);
            });
  }

  @Test
  void minIdleAndEvictionHaveNoEffectOnThem() {
    boot.withPropertyValues(
            "spring.data.redis.lettuce.pool.max-active=3",
            "spring.data.redis.lettuce.pool.min-idle=2",
            "spring.data.redis.lettuce.pool.time-between-eviction-runs=1ms")
        .run(
            context -> {
              RedisAtomicOperations atomic = context.getBean(RedisAtomicOperations.class);
              StringRedisTemplate template = context.getBean(StringRedisTemplate.class);

              atomic.execute(() -> template.opsForValue().get("key"));
              assertThat(open()).isEqualTo(1);

              during(3, atomic, template, () -> {});
              assertThat(open()).isEqualTo(3);
            });
  }
}
