package dev.redisatomic.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.RetryPolicy;
import dev.redisatomic.WatchConflictException;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RecordingProxy;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The programmatic twin. */
@EachServer
class RedisAtomicOperationsTests {

  private final RedisSetup redis;
  @AutoClose private final RecordingProxy proxy;
  @AutoClose private final TestApplication application;
  private final StringRedisTemplate template;
  private final RedisAtomicOperations atomic;

  RedisAtomicOperationsTests(RedisSetup redis) {
    this.redis = redis;
    proxy = new RecordingProxy(redis.server());
    application =
        TestApplication.on(redis, o -> o.port(proxy.port()))
            .withTemplate()
            .property("redis.atomic.max-retries", "1")
            .property("redis.atomic.max-watched-keys", "2")
            .start();
    template = application.get(StringRedisTemplate.class);
    atomic = application.get(RedisAtomicOperations.class);
  }

  @BeforeEach
  void empty() {
    redis.flushAll();
  }

  @Test
  void returnsWhatTheBodyReturned() {
    @Nullable String nothing = atomic.execute(() -> template.opsForValue().get("key"));
    redis.other().set("key", "value");

    assertThat(nothing).isNull();
    assertThat(atomic.execute(() -> template.opsForValue().get("key"))).isEqualTo("value");
  }

  @Test
  void theKeysGuardTheCommit() {
    AtomicInteger attempts = new AtomicInteger();
    atomic.execute(
        () -> {
          template.opsForValue().get("read");
          if (attempts.incrementAndGet() == 1) {
            redis.other().set("größe", "changed");
          }
          template.opsForValue().set("written", "x");
          return null;
        },
        "größe");

    assertThat(attempts).hasValue(2);
  }

  @Test
  void withoutAPolicyTheGlobalOneHolds() {
    assertThatExceptionOfType(WatchConflictException.class)
        .isThrownBy(() -> atomic.execute(this::conflict))
        .satisfies(e -> assertThat(e.getAttempts()).isEqualTo(2));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 3})
  void theGivenPolicyHolds(int retries) {
    RetryPolicy policy = RetryPolicy.DEFAULT.withMaxRetries(retries);

    assertThatExceptionOfType(WatchConflictException.class)
        .isThrownBy(() -> atomic.execute(policy, this::conflict, "declared"))
        .withMessageContaining("RedisAtomicOperations.execute")
        .satisfies(
            e -> {
              assertThat(e.getAttempts()).isEqualTo(1 + retries);
              assertThat(e.getWatchedKeys()).containsExactly("declared", "read");
            });
    assertThat(redis.other().exists("written")).isFalse();
  }

  @Test
  void aNullKeyIsRefusedBeforeAnythingIsSent() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> atomic.execute(this::neverCalled, keys("a", null)))
        .withMessageContaining("Key 1")
        .withMessageContaining("null")
        .withMessageContaining("Nothing was sent");
    assertThat(proxy.commands()).isEmpty();
  }

  @Test
  @SuppressWarnings("NullAway") // what the test is about
  void aNullBodyPolicyOrArrayOfKeysIsRefusedByName() {
    RetryPolicy noPolicy = null;
    Supplier<String> noBody = null;
    String[] noKeys = null;

    assertThatIllegalArgumentException()
        .isThrownBy(() -> atomic.execute(noBody, "a"))
        .withMessage(
            "The body passed to RedisAtomicOperations.execute(…) is null. Nothing was sent.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> atomic.execute(RetryPolicy.DEFAULT, noBody, "a"))
        .withMessageContaining("The body");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> atomic.execute(noPolicy, this::neverCalled, "a"))
        .withMessageContaining("The policy passed to RedisAtomicOperations.execute(…) is null");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> atomic.execute(this::neverCalled, noKeys))
        .withMessageContaining("The array of keys");
    assertThat(proxy.commands()).isEmpty();
  }

  @Test
  void tooManyKeysAreRefusedBeforeAnythingIsSent() {
    assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
        .isThrownBy(() -> atomic.execute(this::neverCalled, "a", "b", "c"))
        .withMessageContaining("3 keys")
        .withMessageContaining("redis.atomic.max-watched-keys=2");
    assertThat(proxy.commands()).isEmpty();
  }

  @Test
  void aKeyThatIsNamedTwiceCountsOnce() {
    assertThat(atomic.execute(() -> "done", "a", "a", "b")).isEqualTo("done");
  }

  @Test
  void exceptionsReachTheCallerUnchanged() {
    for (Throwable thrown :
        List.of(new IllegalStateException("no"), new AssertionError("no"), new Exception("no"))) {
      assertThatThrownBy(
              () ->
                  atomic.execute(
                      () -> {
                        template.opsForValue().set("written", "x");
                        return RedisAtomicOperationsTests.<RuntimeException>sneakyThrow(thrown);
                      }))
          .isSameAs(thrown);
    }
    assertThat(redis.other().exists("written")).isFalse();
  }

  private @Nullable String conflict() {
    template.opsForValue().get("read");
    redis.other().incr("read");
    template.opsForValue().set("written", String.valueOf(AtomicContext.current().attempt()));
    return null;
  }

  private String neverCalled() {
    throw new AssertionError("The body was called");
  }

  @SuppressWarnings("NullAway") // what the test is about
  private static String[] keys(@Nullable String... keys) {
    return keys;
  }

  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  private static <T extends Throwable> String sneakyThrow(Throwable thrown) throws T {
    throw (T) thrown;
  }
}
