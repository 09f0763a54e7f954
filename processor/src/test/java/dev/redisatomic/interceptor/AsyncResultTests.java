package dev.redisatomic.interceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;

/** Futures are for {@code @Async}, and what they stand for is over when the commit is sent. */
@EachServer
class AsyncResultTests {

  @Configuration(proxyBeanMethods = false)
  @EnableAsync
  static class Asynchronous {}

  static class Jobs {
    final StringRedisTemplate redis;

    Jobs(StringRedisTemplate redis) {
      this.redis = redis;
    }

    @Async
    @RedisAtomic
    public CompletableFuture<Boolean> run(CompletableFuture<Boolean> result) {
      redis.opsForValue().increment("runs");
      return result;
    }

    @Async
    @RedisAtomic
    public Future<Boolean> active() {
      redis.opsForValue().increment("runs");
      return CompletableFuture.completedFuture(AtomicContext.isActive());
    }
  }

  static class Untyped {
    final StringRedisTemplate redis;

    Untyped(StringRedisTemplate redis) {
      this.redis = redis;
    }

    @RedisAtomic
    public Object run(Object result) {
      redis.opsForValue().increment("runs");
      return result;
    }
  }

  private final RedisSetup redis;
  @AutoClose private final TestApplication application;

  AsyncResultTests(RedisSetup redis) {
    this.redis = redis;
    application = TestApplication.on(redis).withTemplate();
  }

  @BeforeEach
  void empty() {
    redis.flushAll();
  }

  @Test
  void aFutureThatIsDoneIsCommitted() throws Exception {
    assertThat(application.start(Asynchronous.class, Jobs.class).get(Jobs.class).active().get())
        .isTrue();
    assertThat(redis.other().get("runs")).isEqualTo("1");
  }

  @Test
  void aFutureThatIsNotDoneIsRefusedAndNothingApplied() {
    Jobs jobs = application.start(Asynchronous.class, Jobs.class).get(Jobs.class);

    assertThatThrownBy(() -> jobs.run(new CompletableFuture<>()).join())
        .hasCauseInstanceOf(InvalidDataAccessApiUsageException.class)
        .hasMessageContaining("Jobs.run(CompletableFuture)")
        .hasMessageContaining("Nothing was applied")
        .hasMessageContaining("completedFuture");
    assertThat(redis.other().exists("runs")).isFalse();
  }

  @Test
  void aFutureThatHasFailedIsLikeAnException() {
    Jobs jobs = application.start(Asynchronous.class, Jobs.class).get(Jobs.class);
    IllegalStateException failure = new IllegalStateException("no");

    assertThatThrownBy(() -> jobs.run(CompletableFuture.failedFuture(failure)).join())
        .hasCause(failure);
    assertThat(redis.other().exists("runs")).isFalse();
  }

  @Test
  void whatTheReturnTypeDoesNotTellIsRefusedAtTheCall() {
    Untyped untyped = application.start(Untyped.class).get(Untyped.class);

    for (Object result : new Object[] {new CompletableFuture<>(), Stream.of("lazy")}) {
      assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
          .isThrownBy(() -> untyped.run(result))
          .withMessageContaining("Untyped.run(Object)");
    }
    assertThat(redis.other().exists("runs")).isFalse();
  }

  @Test
  void withoutAsyncInEffectStartUpStops() {
    assertThatThrownBy(() -> application.start(Jobs.class))
        .hasMessageContaining("Jobs.")
        .hasMessageContaining("@EnableAsync");
  }
}
