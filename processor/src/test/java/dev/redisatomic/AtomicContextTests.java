package dev.redisatomic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.transaction.support.TransactionSynchronizationManager;

@EachServer
class AtomicContextTests {

  static class Service {
    @RedisAtomic
    public void run(Runnable body) {
      body.run();
    }
  }

  private final RedisSetup redis;
  @AutoClose private final TestApplication application;
  private final StringRedisTemplate template;
  private final Service service;

  AtomicContextTests(RedisSetup redis) {
    this.redis = redis;
    application = TestApplication.on(redis).withTemplate().start(Service.class);
    template = application.get(StringRedisTemplate.class);
    service = application.get(Service.class);
  }

  @BeforeEach
  void empty() {
    redis.flushAll();
  }

  @Test
  void thereIsOneInsideABody() {
    service.run(
        () -> {
          assertThat(AtomicContext.isActive()).isTrue();
          assertThat(AtomicContext.current().attempt()).isEqualTo(1);
          assertThat(AtomicContext.current()).isSameAs(AtomicContext.current());
        });
  }

  @Test
  void thereIsNoneOutside() {
    assertThat(AtomicContext.isActive()).isFalse();
    assertThatIllegalStateException()
        .isThrownBy(AtomicContext::current)
        .withMessageContaining("No atomic method is running on thread")
        .withMessageContaining(Thread.currentThread().getName());
  }

  @Test
  void thereIsNoneOnAnotherThread() {
    service.run(
        () -> {
          boolean active = CompletableFuture.supplyAsync(AtomicContext::isActive).join();
          assertThat(active).isFalse();
        });
  }

  @Test
  void thereIsNoneAfterABodyHoweverItEnds() {
    service.run(() -> template.opsForValue().set("key", "value"));
    assertUnbound();

    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                service.run(
                    () -> {
                      template.opsForValue().get("key");
                      throw new IllegalStateException("no");
                    }));
    assertUnbound();
  }

  @Test
  void attemptsAreCounted() {
    List<Integer> attempts = new ArrayList<>();
    List<AtomicContext> contexts = new ArrayList<>();
    service.run(
        () -> {
          attempts.add(AtomicContext.current().attempt());
          contexts.add(AtomicContext.current());
          template.opsForValue().get("key");
          if (attempts.size() < 3) {
            redis.other().incr("key");
          }
          template.opsForValue().set("written", "x");
        });

    assertThat(attempts).containsExactly(1, 2, 3);
    assertThat(contexts).doesNotHaveDuplicates();
  }

  private static void assertUnbound() {
    assertThat(AtomicContext.isActive()).isFalse();
    assertThat(TransactionSynchronizationManager.getResourceMap()).isEmpty();
  }
}
