package dev.redisatomic.interceptor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

/** The attempt belongs to the thread that runs the body. */
@EachServer
class AsyncOrderTests {

  @Configuration(proxyBeanMethods = false)
  @EnableAsync
  static class Asynchronous {}

  static class Jobs {
    private final StringRedisTemplate redis;
    private volatile @Nullable Thread body;
    private volatile @Nullable Thread callback;

    Jobs(StringRedisTemplate redis) {
      this.redis = redis;
    }

    @Async
    @RedisAtomic
    public void run() {
      body = Thread.currentThread();
      redis.opsForValue().get("runs");
      redis.opsForValue().increment("runs");
      AtomicContext.current().afterCommit(() -> callback = Thread.currentThread());
    }

    @Nullable Thread body() {
      return body;
    }

    @Nullable Thread callback() {
      return callback;
    }
  }

  private final RedisSetup redis;
  private final ExecutorService executor = Executors.newSingleThreadExecutor();
  @AutoClose private final TestApplication application;

  AsyncOrderTests(RedisSetup redis) {
    this.redis = redis;
    application = TestApplication.on(redis).withTemplate().singleton("taskExecutor", executor);
  }

  @BeforeEach
  void empty() {
    redis.flushAll();
  }

  @Test
  void insideOfAsync() throws InterruptedException {
    run(TestApplication.Atomic.class, Asynchronous.class, Jobs.class);
  }

  @Test
  void insideOfAsyncAlsoWhenThatIsSwitchedOnFirst() throws InterruptedException {
    run(Asynchronous.class, TestApplication.Atomic.class, Jobs.class);
  }

  private void run(Class<?>... beans) throws InterruptedException {
    Jobs jobs = application.start(beans).get(Jobs.class);

    jobs.run();
    executor.shutdown();

    assertThat(executor.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    assertThat(jobs.body()).isNotNull().isNotSameAs(Thread.currentThread());
    assertThat(jobs.callback()).isSameAs(jobs.body());
    assertThat(redis.other().get("runs")).isEqualTo("1");
  }
}
