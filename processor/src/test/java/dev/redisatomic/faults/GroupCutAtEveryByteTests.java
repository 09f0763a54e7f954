package dev.redisatomic.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.CommitOutcomeUnknownException;
import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.test.CuttingProxy;
import dev.redisatomic.test.CuttingProxy.Way;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.GroupedCalls;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The connection of a group ends after byte 0, 3, 6 … of everything that it sends and receives:
 * each call is told the truth about its own writes, and the pool of one is as good as new.
 */
@EachServer
@Timeout(300)
class GroupCutAtEveryByteTests {

  private static final String KEY = "hot";
  private static final int STEP = 3;
  private static final int SPARE = 8;

  private final RedisSetup setup;
  private final ExecutorService threads = Executors.newCachedThreadPool();

  GroupCutAtEveryByteTests(RedisSetup setup) {
    this.setup = setup;
  }

  @BeforeEach
  void empty() {
    setup.flushAll();
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void whereverTheConnectionIsCutEachCallIsToldTheTruth(boolean exactlyOnce) throws Exception {
    int unknown = 0;
    try (CuttingProxy proxy = new CuttingProxy(setup.server());
        TestApplication client =
            TestApplication.on(setup, options -> options.port(proxy.port()).poolOfOne())
                .properties(
                    "redis.atomic.contention.group-commit=true",
                    "redis.atomic.contention.group-patience=20s")
                .withTemplate()
                .start()) {
      GroupedCalls.crowd(client, setup.other(), threads, KEY);
      proxy.mark();
      assertThat(group(client, exactlyOnce, "without a cut")).isZero();
      Map<Way, Long> passed = new EnumMap<>(Way.class);
      for (Way way : Way.values()) {
        passed.put(way, proxy.passed(way));
      }
      for (Way way : Way.values()) {
        long end = passed.getOrDefault(way, 0L) + SPARE;
        assertThat(end).isGreaterThan(40);
        for (long n = 0; n <= end; n += STEP) {
          GroupedCalls.crowd(client, setup.other(), threads, KEY);
          proxy.mark();
          proxy.cutAfter(way, n);
          unknown += group(client, exactlyOnce, "cut after byte " + n + " " + way);
          proxy.awaitEnds();
          proxy.mark();
          GroupedCalls.crowd(client, setup.other(), threads, KEY);
          assertThat(group(client, exactlyOnce, "after that cut")).isZero();
        }
      }
    }
    if (exactlyOnce) {
      assertThat(unknown).as("unknown outcomes").isZero();
    } else {
      assertThat(unknown).as("unknown outcomes").isPositive();
    }
  }

  /** Adds 1 and 10, and reads in between; returns how many outcomes were unknown. */
  private int group(TestApplication client, boolean exactlyOnce, String situation)
      throws Exception {
    long before = value();
    RedisAtomicOperations plain = client.atomic();
    RedisAtomicOperations atomic = exactlyOnce ? plain.exactlyOnce() : plain;
    List<Callable<Long>> bodies =
        List.of(() -> add(client, 1), () -> read(client), () -> add(client, 10));
    List<Future<Long>> calls =
        GroupedCalls.start(
            client,
            threads,
            body -> atomic.execute(() -> GroupedCalls.unchecked(body), KEY),
            bodies);

    boolean first = isCommitted(calls.get(0));
    assertThat(isCommitted(calls.get(1))).as("a reader is never in doubt: %s", situation).isTrue();
    boolean last = isCommitted(calls.get(2));

    long applied = value() - before;
    assertThat(applied).as(situation).isIn(0L, 1L, 10L, 11L);
    if (first) {
      assertThat(applied % 10).as(situation).isEqualTo(1);
    }
    if (last) {
      assertThat(applied / 10).as(situation).isEqualTo(1);
    }
    return (first ? 0 : 1) + (last ? 0 : 1);
  }

  private static boolean isCommitted(Future<Long> call) throws InterruptedException {
    try {
      call.get();
      return true;
    } catch (ExecutionException e) {
      assertThat(e).hasCauseInstanceOf(CommitOutcomeUnknownException.class);
      return false;
    }
  }

  private static Long add(TestApplication client, long delta) {
    Long before = read(client);
    client.redis().opsForValue().set(KEY, Long.toString(before + delta));
    return before;
  }

  private static Long read(TestApplication client) {
    return Long.valueOf(String.valueOf(client.redis().opsForValue().get(KEY)));
  }

  private long value() {
    return Long.parseLong(setup.other().get(KEY));
  }
}
