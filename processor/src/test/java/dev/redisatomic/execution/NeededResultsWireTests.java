package dev.redisatomic.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.test.RedisSetup;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the results of writes cost. The proxy prints one line per round trip. */
class NeededResultsWireTests extends WiredBodies {

  NeededResultsWireTests(RedisSetup setup) {
    super(setup);
  }

  @BeforeEach
  void fill() {
    other.rpush("list", "a", "b");
    other.set("string", "value");
    other.hset("hash", "f", "1");
    other.sadd("set", "m");
  }

  private void assertWire(String... roundTrips) {
    assertThat(proxy).hasToString(String.join("\n", roundTrips));
  }

  @Test
  void aPopCostsOneReadThatCarriesItsWatch() throws Exception {
    atomic.run(() -> redis.opsForList().leftPop("list"), "declared");

    assertWire("WATCH declared list; LINDEX list 0", "MULTI; LPOP list; EXEC");
  }

  @Test
  void aSetPopIsSentAsTheRemovalOfWhatWasShown() throws Exception {
    atomic.run(() -> redis.opsForSet().pop("set"));

    assertWire("WATCH set; SRANDMEMBER set", "MULTI; SREM set m; EXEC");
  }

  @Test
  void aReadBeforeShowsWhetherThereIsAnythingToDelete() throws Exception {
    atomic.run(
        () -> {
          if ("value".equals(values.get("string"))) {
            redis.delete("string");
          }
        });

    assertWire("WATCH string; GET string", "MULTI; DEL string; EXEC");
  }

  @Test
  void oneReadShowsTheValueThatIsTaken() throws Exception {
    atomic.run(
        () -> {
          values.get("string");
          assertThat(values.getAndDelete("string")).isEqualTo("value");
          assertThat(redis.hasKey("none")).isFalse();
          assertThat(values.setIfAbsent("none", "1")).isTrue();
        });

    assertWire(
        "WATCH string; GET string",
        "WATCH none; EXISTS none",
        "MULTI; GETDEL string; SET none 1 NX; EXEC");
  }

  @Test
  void soDoReadsOfAFieldAndOfAnElement() throws Exception {
    atomic.run(
        () -> {
          redis.opsForHash().get("hash", "f");
          assertThat(redis.opsForHash().putIfAbsent("hash", "f", "2")).isFalse();
          redis.opsForList().index("list", 0);
          assertThat(redis.opsForList().leftPop("list")).isEqualTo("a");
        });

    assertWire("WATCH hash; HGET hash f", "WATCH list; LINDEX list 0", "MULTI; LPOP list; EXEC");
  }

  @Test
  void severalKeysAreLookedUpTogether() throws Exception {
    atomic.run(() -> redis.delete(List.of("string", "none", "list")));

    assertWire(
        "WATCH string none list; EXISTS string none list", "MULTI; DEL string none list; EXEC");
  }

  @Test
  void twoQuestionsAreOneRoundTrip() throws Exception {
    atomic.run(() -> redis.renameIfAbsent("string", "new"));

    assertWire("WATCH string new; EXISTS string; EXISTS new", "MULTI; RENAMENX string new; EXEC");
  }

  @Test
  void whatWouldChangeNothingIsNotSent() throws Exception {
    atomic.run(() -> assertThat(redis.delete("none")).isFalse());

    assertWire("WATCH none; EXISTS none", "UNWATCH");
  }

  @Test
  void aBlindWriteCostsNoRead() throws Exception {
    atomic.runBlindly(
        () -> {
          assertThat(redis.delete("string")).isFalse();
          assertThat(redis.opsForList().leftPop("list")).isNull();
        });

    assertWire("MULTI; DEL string; LPOP list; EXEC");
    assertThat(proxy.roundTrips()).isOne();
  }

  @Test
  void withoutWatchReadsTheResultIsGuardedAllTheSame() throws Exception {
    atomic.runWatchingDeclaredKeys(() -> redis.opsForList().leftPop("list"));

    assertWire("WATCH list; LINDEX list 0", "MULTI; LPOP list; EXEC");
  }

  /** It may have changed before the key was watched. */
  @Test
  void anUnguardedReadDoesNotCount() throws Exception {
    atomic.runWatchingDeclaredKeys(
        () -> {
          values.get("string");
          other.set("string", "changed");
          assertThat(values.getAndDelete("string")).isEqualTo("changed");
        });

    assertWire("GET string", "WATCH string; GET string", "MULTI; GETDEL string; EXEC");
  }

  @Test
  void aReadByItselfIsConsistentAndTwoAreValidated() throws Exception {
    atomic.run(
        () -> {
          redis.delete("none");
          redis.delete("nothing");
        });

    assertWire("WATCH none; EXISTS none", "WATCH nothing; EXISTS nothing", "MULTI; EXEC");
  }
}
