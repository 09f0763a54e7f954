package dev.redisatomic.config;

import static dev.redisatomic.test.RecordingProxy.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.AtomicSetupException;
import dev.redisatomic.Queued;
import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.RetryPolicy;
import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RecordingListener;
import dev.redisatomic.test.RecordingProxy;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.aop.support.AopUtils;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.serializer.RedisSerializer;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** With {@code redis.atomic.enabled=false} the same code runs, and nothing is atomic. */
@EachServer
class SwitchedOffTests {

  static class Service {
    @RedisAtomic
    public <T extends @Nullable Object> T call(Callable<T> body, @Watched String... keys)
        throws Exception {
      return body.call();
    }
  }

  static class UnknownPolicy {
    @RedisAtomic(policy = "unheard-of")
    public void run() {}
  }

  static class UnknownParameter {
    @RedisAtomic
    public void run(@Watched("k:#{#od}") String id) {}
  }

  private final RedisSetup setup;
  private final RecordingListener listener = new RecordingListener();
  private final List<String> done = new ArrayList<>();
  @AutoClose private final RecordingProxy proxy;
  @AutoClose private final TestApplication application;
  private final StringRedisTemplate redis;
  private final Service service;
  private final RedisAtomicOperations atomic;

  SwitchedOffTests(RedisSetup setup) {
    this.setup = setup;
    proxy = new RecordingProxy(setup.server());
    application =
        TestApplication.on(setup, o -> o.port(proxy.port()))
            .withTemplate()
            .singleton("listener", listener)
            .property("redis.atomic.enabled", "false")
            .start(Service.class);
    redis = application.get(StringRedisTemplate.class);
    service = application.get(Service.class);
    atomic = application.get(RedisAtomicOperations.class);
  }

  @BeforeEach
  void empty() {
    setup.flushAll();
  }

  @Test
  void aBodyRunsOnceWithEachCommandAtOnce() throws Exception {
    assertThat(AopUtils.isAopProxy(service)).isTrue();
    String result =
        service.call(
            () -> {
              done.add("run " + redis.opsForValue().get("read"));
              setup.other().set("read", "theirs");
              redis.opsForValue().set("written", "mine");
              assertThat(setup.other().get("written")).as("at once").isEqualTo("mine");
              return redis.opsForValue().get("written");
            },
            "read");

    assertThat(result).as("a read after a write").isEqualTo("mine");
    assertThat(done).containsExactly("run null");
    assertThat(proxy.commands()).noneMatch(named("WATCH")).noneMatch(named("MULTI"));
  }

  @Test
  void whatABodyThatThrowsHasWrittenStays() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () ->
                service.call(
                    () -> {
                      redis.opsForValue().set("written", "mine");
                      AtomicContext.current().afterCommit(() -> done.add("never"));
                      throw new IOException("no");
                    }));

    assertThat(setup.other().get("written")).isEqualTo("mine");
    assertThat(done).isEmpty();
    assertUnbound();
  }

  @Test
  void thereIsAContextUntilTheBodyEnds() throws Exception {
    AtomicContext kept =
        service.call(
            () -> {
              assertThat(AtomicContext.isActive()).isTrue();
              assertThat(AtomicContext.current().attempt()).isEqualTo(1);
              return AtomicContext.current();
            });

    assertUnbound();
    assertThatIllegalStateException()
        .isThrownBy(() -> kept.afterCommit(() -> done.add("never")))
        .withMessageContaining("is over");
  }

  @Test
  void callbacksRunInOrderWhenTheOutermostBodyHasReturned() throws Exception {
    String result =
        service.call(
            () -> {
              AtomicContext.current().afterCommit(() -> done.add("1"));
              service.call(
                  () -> {
                    AtomicContext.current()
                        .afterCommit(
                            () -> {
                              done.add("2, active " + AtomicContext.isActive());
                              throw new IllegalStateException("is logged");
                            });
                    return null;
                  });
              AtomicContext.current().afterCommit(() -> done.add("3"));
              done.add("body");
              return "result";
            });

    assertThat(result).isEqualTo("result");
    assertThat(done).containsExactly("body", "1", "2, active false", "3");
  }

  @Test
  void callbacksOfANestedBodyThatThrewAreDropped() throws Exception {
    service.call(
        () -> {
          AtomicContext.current().afterCommit(() -> done.add("outer"));
          assertThatIllegalStateException()
              .isThrownBy(
                  () ->
                      service.call(
                          () -> {
                            AtomicContext.current().afterCommit(() -> done.add("inner"));
                            throw new IllegalStateException("no");
                          }));
          return null;
        });

    assertThat(done).containsExactly("outer");
  }

  @Test
  void aNullCallbackIsRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> service.call(this::addNoCallback));
  }

  @SuppressWarnings("NullAway") // what the test is about
  private @Nullable Object addNoCallback() {
    AtomicContext.current().afterCommit(null);
    return null;
  }

  @Test
  void queuedHasItsResultAtOnce() throws Exception {
    setup.other().rpush("jobs", "job");
    service.call(
        () -> {
          assertThat(Queued.of(redis.opsForValue().increment("number")).get()).isEqualTo(1);
          assertThat(
                  Queued.of(redis.opsForList().leftPop("jobs"), RedisSerializer.java())
                      .map(job -> job + "!")
                      .get())
              .isEqualTo("job!");
          assertThat(Queued.of(redis.opsForList().leftPop("jobs")).get()).isNull();
          return null;
        });

    assertThatIllegalStateException().isThrownBy(() -> Queued.of(1L));
  }

  @Test
  void theOperationsRunABodyOnce() {
    assertThat(
            atomic.execute(
                () -> {
                  done.add("run");
                  redis.opsForValue().get("key");
                  setup.other().incr("key");
                  return redis.opsForValue().increment("key");
                },
                "key"))
        .isEqualTo(2);
    assertThat(atomic.exactlyOnce().execute(RetryPolicy.DEFAULT, () -> "done")).isEqualTo("done");
    assertThat(done).containsExactly("run");
  }

  @Test
  void argumentsAreCheckedAllTheSame() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> service.call(() -> done.add("never"), noKey()))
        .withMessageContaining("null");
    assertThat(done).isEmpty();
  }

  @SuppressWarnings("NullAway") // what the test is about
  private static String[] noKey() {
    return new String[] {null};
  }

  @Test
  void annotationsAreCheckedAllTheSame() {
    for (Class<?> wrong : List.of(UnknownPolicy.class, UnknownParameter.class)) {
      try (TestApplication refused =
          TestApplication.withoutRedis().property("redis.atomic.enabled", "false")) {
        assertThatExceptionOfType(Exception.class)
            .isThrownBy(() -> refused.start(wrong))
            .withCauseInstanceOf(AtomicSetupException.class);
      }
    }
  }

  @Test
  void noConnectionFactoryIsAskedFor() throws Exception {
    try (TestApplication without =
        TestApplication.withoutRedis()
            .property("redis.atomic.enabled", "false")
            .start(Service.class)) {
      assertThat(without.get(Service.class).<String>call(() -> "done")).isEqualTo("done");
    }
    new ApplicationContextRunner()
        .withConfiguration(
            AutoConfigurations.of(
                RedisAtomicAutoConfiguration.class, DataRedisAutoConfiguration.class))
        .withUserConfiguration(Service.class)
        .withPropertyValues("redis.atomic.enabled=false")
        .run(
            context ->
                assertThat(context.getBean(Service.class).<String>call(() -> "done"))
                    .isEqualTo("done"));
  }

  @Test
  void nobodyIsToldOfCalls() throws Exception {
    service.call(() -> redis.opsForValue().increment("number"));

    assertThat(listener.ended()).isEmpty();
  }

  private static void assertUnbound() {
    assertThat(AtomicContext.isActive()).isFalse();
    assertThat(TransactionSynchronizationManager.getResourceMap()).isEmpty();
  }
}
