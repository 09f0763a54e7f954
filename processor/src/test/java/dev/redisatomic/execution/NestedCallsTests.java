package dev.redisatomic.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.RetryPolicy;
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

/** An atomic method that is called inside another one joins it. */
@EachServer
class NestedCallsTests {

  static class Outer {
    @RedisAtomic
    public void run(Runnable body) {
      body.run();
    }
  }

  static class Inner {
    @RedisAtomic(maxRetries = 0)
    public void run(@Watched("inner:{}") String key, Runnable body) {
      body.run();
    }

    @RedisAtomic(watchReads = false)
    public void unguarded(Runnable body) {
      body.run();
    }
  }

  private final RedisSetup redis;
  private final List<Integer> attempts = new ArrayList<>();
  @AutoClose private final RecordingProxy proxy;
  @AutoClose private final TestApplication application;
  private final StringRedisTemplate template;
  private final Outer outer;
  private final Inner inner;
  private final RedisAtomicOperations operations;

  NestedCallsTests(RedisSetup redis) {
    this.redis = redis;
    proxy = new RecordingProxy(redis.server());
    application =
        TestApplication.on(redis, o -> o.port(proxy.port()))
            .withTemplate()
            .start(Outer.class, Inner.class);
    template = application.get(StringRedisTemplate.class);
    outer = application.get(Outer.class);
    inner = application.get(Inner.class);
    operations = application.get(RedisAtomicOperations.class);
    operations.execute(() -> "warm up");
    proxy.reset();
  }

  @BeforeEach
  void empty() {
    redis.flushAll();
  }

  @Test
  void theWritesOfBothLeaveInOneTransaction() {
    outer.run(
        () -> {
          set("before");
          inner.run("k", () -> set("inside"));
          set("after");
        });

    assertOneTransaction("before", "inside", "after");
  }

  @Test
  void programmaticJoinsAnnotated() {
    outer.run(
        () -> {
          set("before");
          operations.execute(
              () -> {
                set("inside");
                return null;
              });
        });

    assertOneTransaction("before", "inside");
  }

  @Test
  void annotatedJoinsProgrammatic() {
    operations.execute(
        () -> {
          set("before");
          inner.run("k", () -> set("inside"));
          return null;
        });

    assertOneTransaction("before", "inside");
  }

  @Test
  void onlyTheOutermostRetries() {
    outer.run(
        () -> {
          count();
          inner.run(
              "k",
              () -> {
                count();
                template.opsForValue().get("read");
                conflictOnce("read");
                set("written");
              });
        });

    // the inner one allows no retry, and its policy does not matter
    assertThat(attempts).containsExactly(1, 1, 2, 2);
    assertThat(redis.other().get("written")).isEqualTo("2");
  }

  @Test
  void thePolicyOfAnInnerProgrammaticCallDoesNotMatter() {
    outer.run(
        () ->
            operations.execute(
                RetryPolicy.DEFAULT.withMaxRetries(0),
                () -> {
                  count();
                  template.opsForValue().get("read");
                  conflictOnce("read");
                  set("written");
                  return null;
                }));

    assertThat(attempts).containsExactly(1, 2);
  }

  @Test
  void theKeysOfTheInnerOneGuardTheCommit() {
    outer.run(
        () -> {
          count();
          inner.run("k", () -> template.opsForValue().get("read"));
          conflictOnce("inner:k");
          set("written");
        });

    assertThat(attempts).containsExactly(1, 2);
  }

  @Test
  void theKeysOfTheInnerOneAreWatchedWithItsFirstRead() {
    outer.run(() -> inner.run("k", () -> template.opsForValue().get("read")));

    assertThat(proxy.commands()).startsWith(List.of("WATCH", "inner:k", "read"));
  }

  @Test
  void theReadsOfAnInnerOneWithoutWatchedReadsAreNotGuarded() {
    outer.run(
        () -> {
          count();
          inner.unguarded(() -> template.opsForValue().get("read"));
          conflictOnce("read");
          set("written");
        });

    assertThat(attempts).containsExactly(1);
  }

  @Test
  void afterAnInnerOneWithoutWatchedReadsTheReadsOfTheOuterOneAreGuarded() {
    outer.run(
        () -> {
          count();
          assertThatIllegalStateException()
              .isThrownBy(
                  () ->
                      inner.unguarded(
                          () -> {
                            throw new IllegalStateException("no");
                          }));
          inner.unguarded(() -> template.opsForValue().get("other"));
          template.opsForValue().get("read");
          conflictOnce("read");
          set("written");
        });

    assertThat(attempts).containsExactly(1, 2);
  }

  private void count() {
    attempts.add(AtomicContext.current().attempt());
  }

  private void conflictOnce(String key) {
    if (AtomicContext.current().attempt() == 1) {
      redis.other().set(key, "changed");
    }
  }

  private void set(String key) {
    template.opsForValue().set(key, String.valueOf(AtomicContext.current().attempt()));
  }

  private void assertOneTransaction(String... keys) {
    assertThat(proxy.commands()).filteredOn(command -> command.get(0).equals("EXEC")).hasSize(1);
    assertThat(proxy.commands())
        .filteredOn(command -> command.get(0).equals("SET"))
        .extracting(command -> command.get(1))
        .containsExactly(keys);
    assertThat(redis.other().exists(keys)).isEqualTo(keys.length);
  }
}
