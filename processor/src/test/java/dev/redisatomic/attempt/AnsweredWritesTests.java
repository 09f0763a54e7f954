package dev.redisatomic.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.Queued;
import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.annotation.Results;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.OnOneConnection;
import dev.redisatomic.test.RedisSetup;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.core.script.RedisScript;
import org.springframework.data.redis.serializer.RedisSerializer;

/** What a result that is there before the commit may be relied on for. */
@EachServer
class AnsweredWritesTests extends OnOneConnection {

  AnsweredWritesTests(RedisSetup redis) {
    super(redis);
  }

  @BeforeEach
  void fill() {
    KeyRead.fill(redis.other());
  }

  private RedisAtomicOperations operations() {
    return atomic.atomic();
  }

  @Test
  void theFirstProgramOfANewUserLosesNoJob() {
    String job =
        atomic.atomically(
            () -> {
              String next = template.opsForList().leftPop("list");
              if (next == null) {
                return "no job";
              }
              template.opsForValue().set("running", next);
              return next;
            });

    assertThat(job).isEqualTo("3");
    assertThat(redis.other().get("running")).isEqualTo("3");
    assertThat(redis.other().lrange("list", 0, -1)).isEqualTo(List.of("1", "2"));
  }

  @Test
  void aLockIsHeldByWhoeverWasToldSo() {
    Function<String, Boolean> lock =
        owner -> atomic.atomically(() -> template.opsForValue().setIfAbsent("lock", owner));

    assertThat(lock.apply("me")).isTrue();
    assertThat(lock.apply("you")).isFalse();
    assertThat(redis.other().get("lock")).isEqualTo("me");
  }

  @Test
  void whatWasAnsweredIsGuarded() {
    List<@Nullable String> popped = new ArrayList<>();
    atomic.atomically(
        () -> {
          popped.add(template.opsForList().leftPop("list"));
          if (AtomicContext.current().attempt() == 1) {
            redis.other().lpop("list");
          }
        });

    assertThat(popped).containsExactly("3", "1");
    assertThat(redis.other().lrange("list", 0, -1)).isEqualTo(List.of("2"));
  }

  @Test
  void soIsThatThereWasNothing() {
    List<@Nullable Boolean> deleted = new ArrayList<>();
    atomic.atomically(
        () -> {
          deleted.add(template.delete("none"));
          if (AtomicContext.current().attempt() == 1) {
            redis.other().set("none", "");
          }
          template.opsForValue().set("done", "yes");
        });

    assertThat(deleted).containsExactly(false, true);
  }

  @Test
  void ofASetTheMembersThatWereShownAreTaken() {
    redis.other().sadd("big", "a", "b", "c", "d", "e", "f", "g", "h");

    List<String> popped = atomic.atomically(() -> template.opsForSet().pop("big", 5));

    assertThat(popped).hasSize(5).doesNotHaveDuplicates();
    Set<String> left = redis.other().smembers("big");
    assertThat(left).hasSize(3).doesNotContainAnyElementsOf(popped);
  }

  @Test
  void aWriteThatWouldChangeNothingIsNotRecorded() {
    boolean there =
        atomic.atomically(
            () -> {
              assertThat(template.opsForList().leftPop("none")).isNull();
              assertThat(template.opsForList().leftPop("none")).isNull();
              assertThat(template.delete("none")).isFalse();
              assertThat(template.opsForValue().setIfAbsent("string", "1")).isFalse();
              assertThat(template.opsForValue().get("string")).isEqualTo("40");
              return template.hasKey("none");
            });

    assertThat(there).isFalse();
  }

  @Test
  void onAKeyThatWasWrittenTheResultIsTheTrueOne() {
    atomic.atomically(
        () -> {
          template.opsForList().leftPush("list", "0");
          assertThat(template.opsForList().leftPop("list")).isEqualTo("0");
          template.opsForValue().set("new", "1");
          assertThat(template.opsForValue().setIfAbsent("new", "2")).isFalse();
          assertThat(template.delete("new")).isTrue();
          assertThat(template.unlink(List.of("string", "new"))).isEqualTo(1);
        });

    assertThat(redis.other().llen("list")).isEqualTo(3);
    assertThat(redis.other().exists("new", "string")).isZero();
  }

  /** Its result cannot be found, and is seldom looked at. */
  @Test
  void afterAScriptAKeyCanBeDeleted() {
    atomic.atomically(
        () -> {
          template.execute(RedisScript.of("return 1"), List.of("string"));
          assertThat(template.delete("string")).isFalse();
        });

    assertThat(redis.other().exists("string")).isFalse();
  }

  @Test
  void aWrongTypeShowsAtTheCall() {
    atomic.atomically(
        () -> {
          assertThatExceptionOfType(DataAccessException.class)
              .isThrownBy(() -> template.opsForList().leftPop("string"))
              .withStackTraceContaining("WRONGTYPE");
          template.opsForValue().set("done", "yes");
        });

    assertThat(redis.other().get("done")).isEqualTo("yes");
    assertThat(redis.other().get("string")).isEqualTo("40");
  }

  @Test
  void soDoesAMissingSource() {
    atomic.atomically(
        () ->
            assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> template.renameIfAbsent("none", "new"))
                .withMessageContaining("no such key"));
  }

  @Test
  void aConditionOnTheValueIsComparedInTheBodyOnEveryServer() {
    assertThat(atomic.atomically(() -> template.opsForValue().compareAndSet("string", "40", "41")))
        .isTrue();
    assertThat(atomic.atomically(() -> template.opsForValue().compareAndSet("string", "40", "42")))
        .isFalse();
    assertThat(redis.other().get("string")).isEqualTo("41");
  }

  @Test
  void aPlainSetNeedsNoReadToSayThatItWasDone() {
    Boolean set =
        atomic.atomically(() -> template.opsForValue().set("string", "1", spec -> spec.always()));

    assertThat(set).isTrue();
    assertThat(redis.other().get("string")).isEqualTo("1");
  }

  @Test
  void whatANestedCallTookBackCanBeTakenAgain() {
    List<@Nullable String> popped = new ArrayList<>();
    atomic.atomically(
        () -> {
          assertThatIllegalStateException()
              .isThrownBy(
                  () ->
                      operations()
                          .execute(
                              () -> {
                                popped.add(template.opsForList().leftPop("list"));
                                throw new IllegalStateException("no");
                              }));
          popped.add(template.opsForList().leftPop("list"));
        });

    assertThat(popped).containsExactly("3", "3");
    assertThat(redis.other().llen("list")).isEqualTo(2);
  }

  @Test
  void aNestedCallSaysForItself() {
    List<@Nullable Object> results = new ArrayList<>();
    RedisAtomicOperations blind = operations().withResults(Results.NONE);
    atomic.atomically(
        () -> {
          blind.execute(() -> results.add(template.opsForList().leftPop("list")));
          results.add(template.opsForValue().getAndDelete("string"));
        });
    blind.execute(
        () -> {
          results.add(template.delete("set"));
          operations().execute(() -> results.add(template.delete("other")));
          return results.add(template.delete("hash"));
        });

    assertThat(results).containsExactly(null, "40", false, true, false);
    assertThat(redis.other().exists("string", "set", "other", "hash")).isZero();
  }

  @Test
  void withExactlyOnceTheresultIsTheSame() {
    assertThat(operations().exactlyOnce().execute(() -> template.opsForList().leftPop("list")))
        .isEqualTo("3");
    assertThat(redis.other().llen("list")).isEqualTo(2);
  }

  @Test
  void aResultOfALostAttemptDoesNotLeakThroughQueued() {
    List<Queued<String>> results = new ArrayList<>();
    atomic.atomically(
        () -> {
          results.add(Queued.of(template.opsForList().leftPop("list"), RedisSerializer.string()));
          results.add(Queued.of(template.opsForSet().pop("none"), RedisSerializer.string()));
          if (AtomicContext.current().attempt() == 1) {
            redis.other().lpop("list");
          }
        });

    assertThatIllegalStateException().isThrownBy(results.get(0)::get);
    assertThatIllegalStateException().isThrownBy(results.get(1)::get);
    assertThat(results.get(2).get()).isEqualTo("1");
    assertThat(results.get(3).get()).isNull();
  }

  @Test
  void queuedHasTheResultOfTheWriteThatWasMadeNotOfTheOneThatWasSent() {
    Queued<String> member =
        atomic.atomically(
            () -> Queued.of(template.opsForSet().pop("set"), RedisSerializer.string()));

    assertThat(member.get()).isEqualTo("member");
  }

  @Test
  void moreKeysThanMayBeWatchedAreDeletedBlindly() {
    List<String> keys = IntStream.range(0, 1001).mapToObj(i -> "key:" + i).toList();
    redis.other().set("key:7", "1");

    assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
        .isThrownBy(() -> atomic.atomically(() -> template.delete(keys)))
        .withMessageContaining("1001 keys")
        .withMessageContaining("Results.NONE");
    atomic.blindly(() -> template.delete(keys));

    assertThat(redis.other().exists("key:7")).isFalse();
  }

  @Test
  void severalKeysAreCountedOnce() {
    assertThat(
            atomic.atomically(
                () -> {
                  template.opsForValue().multiGet(List.of("string", "expiring"));
                  return template.delete(List.of("string", "expiring", "string"));
                }))
        .isEqualTo(2);
    assertThat(
            atomic.atomically(
                () -> template.opsForValue().multiSetIfAbsent(Map.of("list", "1", "set", "2"))))
        .isFalse();
  }
}
