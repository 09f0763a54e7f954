package dev.redisatomic.execution;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.redisatomic.test.RedisSetup;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.RedisCallback;

/** What goes over the wire. The proxy prints one line per round trip. */
class WireTests extends WiredBodies {

  WireTests(RedisSetup setup) {
    super(setup);
  }

  private void assertWire(String... roundTrips) {
    assertThat(proxy).hasToString(String.join("\n", roundTrips));
    assertThat(proxy.roundTrips()).isEqualTo(roundTrips.length);
    assertThat(proxy.connectionsUsed()).isLessThanOrEqualTo(1);
  }

  @Test
  void readModifyWriteCostsTwoRoundTrips() throws Exception {
    other.set("key", "1");

    atomic.run(() -> values.set("key", values.get("key") + "!"), "key");

    assertWire("WATCH key; GET key", "MULTI; SET key 1!; EXEC");
    assertThat(other.get("key")).isEqualTo("1!");
  }

  @Test
  void arraysThatABodyUsesAgainDoNotChangeWhatIsSent() throws Exception {
    byte[] value = "1".getBytes(US_ASCII);
    byte[] key = "a".getBytes(US_ASCII);

    atomic.run(
        () ->
            redis.execute(
                (RedisCallback<Object>)
                    connection -> {
                      connection.stringCommands().set(key, value);
                      key[0] = 'b';
                      value[0] = '2';
                      connection.stringCommands().set(key, value);
                      return "";
                    }));

    assertThat(other.mget("a", "b")).containsExactly("1", "2");
  }

  @Test
  void declaredKeysThatAreNotReadAreWatchedWithTheFirstRead() throws Exception {
    atomic.run(
        () -> {
          values.get("a");
          values.increment("b");
          values.increment("c");
        },
        "c",
        "b");

    assertWire("WATCH c b a; GET a", "MULTI; INCR b; INCR c; EXEC");
  }

  @Test
  void aMethodThatOnlyWritesCostsOneRoundTripAndWatchesNothing() throws Exception {
    atomic.run(
        () -> {
          values.set("a", "1");
          redis.opsForHash().put("b", "f", "2");
        },
        "a",
        "b");

    assertWire("MULTI; SET a 1; HSET b f 2; EXEC");
  }

  @Test
  void aReadOfANewKeyCarriesItsWatch() throws Exception {
    atomic.run(
        () -> {
          values.get("a");
          values.multiGet(List.of("b", "c"));
          values.set("a", "1");
        });

    assertWire("WATCH a; GET a", "WATCH b c; MGET b c", "MULTI; SET a 1; EXEC");
  }

  @Test
  void aKeyIsWatchedOnce() throws Exception {
    atomic.run(
        () -> {
          values.get("a");
          redis.hasKey("a");
          values.multiGet(List.of("a", "b"));
          values.set("a", "1");
        },
        "a");

    assertWire("WATCH a; GET a", "EXISTS a", "WATCH b; MGET a b", "MULTI; SET a 1; EXEC");
  }

  @Test
  void readsAfterAWriteRunAtOnce() throws Exception {
    other.set("b", "seen");

    String b =
        atomic.call(
            () -> {
              values.set("a", "1");
              return values.get("b");
            });

    assertThat(b).isEqualTo("seen");
    assertWire("WATCH b; GET b", "MULTI; SET a 1; EXEC");
  }

  @Test
  void oneReadNeedsNoValidation() throws Exception {
    atomic.run(() -> values.get("a"), "a");

    assertWire("WATCH a; GET a", "UNWATCH");
  }

  @Test
  void severalReadsAreValidatedByAnEmptyTransaction() throws Exception {
    atomic.run(
        () -> {
          values.get("a");
          values.get("b");
        });

    assertWire("WATCH a; GET a", "WATCH b; GET b", "MULTI; EXEC");
  }

  @Test
  void aMethodThatTouchesNothingTakesNoConnection() throws Exception {
    atomic.run(() -> {}, "a", "b");

    assertWire();
    assertThat(proxy.commands()).isEmpty();
  }

  @Test
  void watchOnEntryCostsOneRoundTripMore() throws Exception {
    atomic.runWatchingOnEntry(() -> values.set("a", values.get("a") + "!"), "a", "b");

    assertWire("WATCH a b", "GET a", "MULTI; SET a null!; EXEC");
  }

  @Test
  void watchOnEntryWithoutKeysSendsNothing() throws Exception {
    atomic.runWatchingOnEntry(() -> {});

    assertThat(proxy.commands()).isEmpty();
  }

  @Test
  void withoutWatchReadsOnlyDeclaredKeysAreWatched() throws Exception {
    atomic.runWatchingDeclaredKeys(
        () -> {
          values.get("free");
          values.get("a");
          values.set("a", "1");
        },
        "a");

    assertWire("WATCH a; GET free", "GET a", "MULTI; SET a 1; EXEC");
  }

  @Test
  void aWatchByHandIsSentAtOnce() throws Exception {
    atomic.run(
        () -> {
          redis.watch("a");
          values.get("a");
          values.set("b", "1");
        });

    assertWire("WATCH a", "GET a", "MULTI; SET b 1; EXEC");
  }

  @Test
  void aBodyThatThrowsAfterOneReadSendsUnwatchOnly() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                atomic.run(
                    () -> {
                      values.get("a");
                      values.set("b", "1");
                      throw new IllegalArgumentException("no");
                    }));

    assertWire("WATCH a; GET a", "UNWATCH");
    assertThat(other.exists("b")).isFalse();
  }

  @Test
  void aBodyThatThrowsBeforeItReadsSendsNothing() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                atomic.run(
                    () -> {
                      values.set("b", "1");
                      throw new IllegalArgumentException("no");
                    },
                    "a"));

    assertThat(proxy.commands()).isEmpty();
  }

  @Test
  void aThousandWritesLeaveTogether() throws Exception {
    atomic.run(
        () -> {
          values.get("0");
          for (int i = 0; i < 1000; i++) {
            values.set("key " + i, "some value " + i);
          }
        });

    assertThat(proxy.roundTrips()).isEqualTo(2);
    assertThat(proxy.commands()).hasSize(2 + 1 + 1000 + 1);
    assertThat(other.dbSize()).isEqualTo(1000);
    assertThat(other.get("key 999")).isEqualTo("some value 999");
  }

  @Test
  void aMegabyteIsReadAndWritten() throws Exception {
    String megabyte = "0123456789abcdef".repeat(1 << 16);
    other.set("big", megabyte);

    atomic.run(() -> values.set("copy", values.get("big") + "!"));

    assertThat(proxy.roundTrips()).isEqualTo(2);
    assertThat(other.get("copy".getBytes(StandardCharsets.UTF_8)))
        .hasSize((1 << 20) + 1)
        .endsWith('f', '!');
  }

  @Test
  void theNextCallOnTheConnectionStartsAfresh() throws Exception {
    atomic.run(() -> values.set("a", values.get("a") + "!"));
    proxy.reset();

    atomic.run(() -> values.set("a", values.get("a") + "!"));

    assertWire("WATCH a; GET a", "MULTI; SET a null!!; EXEC");
  }
}
