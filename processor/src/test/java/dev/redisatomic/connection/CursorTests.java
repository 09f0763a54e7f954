package dev.redisatomic.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.OnOneConnection;
import dev.redisatomic.test.RedisSetup;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.Cursor;
import org.springframework.data.redis.core.ScanOptions;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Cursors ask the connection again and again, and a template keeps one for them until closed. */
@EachServer
class CursorTests extends OnOneConnection {

  private static final int ELEMENTS = 2000;
  private static final ScanOptions SMALL_STEPS = ScanOptions.scanOptions().count(50).build();

  CursorTests(RedisSetup redis) {
    super(redis);
  }

  @BeforeEach
  void fill() {
    for (int i = 0; i < ELEMENTS; i++) {
      redis.other().hset("hash", "f" + i, "v");
      redis.other().sadd("set", "m" + i);
      redis.other().zadd("zset", i, "m" + i);
    }
  }

  /** A way to open a cursor, and how many elements it has. */
  record Scan(String name, int elements, Function<StringRedisTemplate, Cursor<?>> open) {

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Scan> scans() {
    return List.of(
        new Scan("HSCAN", ELEMENTS, t -> t.opsForHash().scan("hash", SMALL_STEPS)),
        new Scan("SSCAN", ELEMENTS, t -> t.opsForSet().scan("set", SMALL_STEPS)),
        new Scan("ZSCAN", ELEMENTS, t -> t.opsForZSet().scan("zset", SMALL_STEPS)),
        new Scan("SCAN", 3, t -> t.scan(SMALL_STEPS)));
  }

  @ParameterizedTest
  @MethodSource("scans")
  void aClosedCursorHasSeenEverything(Scan scan) {
    int seen =
        atomic.atomically(
            () -> {
              int count = 0;
              try (Cursor<?> cursor = scan.open().apply(template)) {
                while (cursor.hasNext()) {
                  cursor.next();
                  count++;
                }
              }
              template.opsForValue().set("done", "yes");
              return count;
            });

    assertThat(seen).isEqualTo(scan.elements());
    assertNothingIsLeft();
  }

  @ParameterizedTest
  @MethodSource("scans")
  void aCursorThatWasNotClosedLeavesNothingBehind(Scan scan) {
    List<Cursor<?>> left = new ArrayList<>();
    atomic.atomically(
        () -> {
          Cursor<?> cursor = scan.open().apply(template);
          cursor.next();
          left.add(cursor);
          template.opsForValue().set("done", "yes");
        });

    assertNothingIsLeft();
    Cursor<?> cursor = left.get(0);
    if (scan.elements() == ELEMENTS) {
      assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
          .isThrownBy(() -> cursor.stream().count())
          .withMessageContaining("close cursors before the method returns");
    }
    cursor.close();
    assertNothingIsLeft();
  }

  @ParameterizedTest
  @MethodSource("scans")
  void aCursorOfAnEarlierAttemptIsRefusedInsideALaterOne(Scan scan) {
    List<Cursor<?>> left = new ArrayList<>();
    atomic.atomically(() -> left.add(scan.open().apply(template)));
    Cursor<?> cursor = left.get(0);

    atomic.atomically(
        () -> {
          template.opsForValue().get("read");
          if (scan.elements() == ELEMENTS) {
            assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
                .isThrownBy(() -> cursor.stream().count())
                .withMessageContaining("close cursors before the method returns");
          }
          template.opsForValue().set("done", "yes");
        });

    assertNothingIsLeft();
  }

  /** The pool has one connection: it has to be back, and the next commit needs no retry. */
  private void assertNothingIsLeft() {
    assertThat(TransactionSynchronizationManager.getResourceMap()).isEmpty();
    assertThat(
            TransactionSynchronizationManager.hasResource(atomic.get(RedisConnectionFactory.class)))
        .isFalse();
    assertThat(redis.other().get("done")).isEqualTo("yes");
    redis.other().sadd("set", "changed");
    int runs =
        atomic.atomically(
            () -> {
              template.opsForValue().increment("runs");
              return AtomicContext.current().attempt();
            });
    assertThat(runs).isEqualTo(1);
    assertThat(template.hasKey("runs")).isTrue();
  }
}
