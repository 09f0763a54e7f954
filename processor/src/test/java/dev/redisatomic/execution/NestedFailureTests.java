package dev.redisatomic.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RecordingProxy;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.StringRedisTemplate;

/** What a nested call that throws leaves behind, and what is no nested call at all. */
@EachServer
class NestedFailureTests {

  static class Outer {
    @RedisAtomic
    public void run(Runnable body) {
      body.run();
    }

    public void selfInvoking(Runnable body) {
      run(body);
    }

    @RedisAtomic
    public void catching(Runnable body) {
      try {
        run(body);
      } catch (IllegalStateException e) {
        // goes on: the call above did not pass the proxy
      }
    }
  }

  static class Inner {
    @RedisAtomic
    public void run(@Watched("inner:{}") String key, Runnable body) {
      body.run();
    }
  }

  private final RedisSetup redis;
  @AutoClose private final RecordingProxy proxy;
  @AutoClose private final TestApplication application;
  private final StringRedisTemplate template;
  private final Outer outer;
  private final Inner inner;

  NestedFailureTests(RedisSetup redis) {
    this.redis = redis;
    proxy = new RecordingProxy(redis.server());
    application =
        TestApplication.on(redis, o -> o.port(proxy.port()))
            .withTemplate()
            .start(Outer.class, Inner.class);
    template = application.get(StringRedisTemplate.class);
    outer = application.get(Outer.class);
    inner = application.get(Inner.class);
    application.get(RedisAtomicOperations.class).execute(() -> "warm up");
    proxy.reset();
  }

  @BeforeEach
  void empty() {
    redis.flushAll();
  }

  @Test
  void anInnerOneThatThrowsTakesItsOwnWritesAndCallbacksBack() {
    List<String> done = new ArrayList<>();
    outer.run(
        () -> {
          set("before");
          AtomicContext.current().afterCommit(() -> done.add("before"));
          assertThatIllegalStateException()
              .isThrownBy(
                  () ->
                      inner.run(
                          "k",
                          () -> {
                            set("inside");
                            AtomicContext.current().afterCommit(() -> done.add("inside"));
                            throw new IllegalStateException("no");
                          }))
              .withMessage("no");
          set("after");
          AtomicContext.current().afterCommit(() -> done.add("after"));
        });

    assertThat(proxy.commands())
        .extracting(command -> command.get(0))
        .containsExactly("MULTI", "SET", "SET", "EXEC");
    assertThat(redis.other().exists("before", "after")).isEqualTo(2);
    assertThat(redis.other().exists("inside")).isFalse();
    assertThat(done).containsExactly("before", "after");
  }

  @Test
  void anInnerOneThatThrowsThroughTheOuterOneWritesNothing() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                outer.run(
                    () -> {
                      set("before");
                      inner.run(
                          "k",
                          () -> {
                            throw new IllegalStateException("no");
                          });
                    }));
    assertThat(redis.other().exists("before")).isFalse();
  }

  @Test
  void aCallWithinTheSameObjectIsNotAtomic() {
    outer.selfInvoking(() -> assertThat(AtomicContext.isActive()).isFalse());
  }

  @Test
  void aCallWithinTheSameObjectJoinsNothing() {
    outer.catching(
        () -> {
          set("inside");
          throw new IllegalStateException("no");
        });

    // an inner atomic method would have taken this back
    assertThat(redis.other().exists("inside")).isTrue();
  }

  private void set(String key) {
    template.opsForValue().set(key, "x");
  }
}
