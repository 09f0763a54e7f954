package dev.redisatomic.ownwrites;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.annotation.Results;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.OnOneConnection;
import dev.redisatomic.test.RedisSetup;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.RedisCallback;
import redis.clients.jedis.UnifiedJedis;

/**
 * Compares random programs that run plainly with the same ones in an atomic method with all
 * results, also nested and taken back: what each command answers, and the data that is left. {@code
 * -Dredisatomic.test.programs=1000} runs more of them.
 */
@EachServer
class ModelTests extends OnOneConnection {

  private static final int PROGRAMS = Integer.getInteger("redisatomic.test.programs", 25);
  private static final int COMMANDS = 25;

  ModelTests(RedisSetup redis) {
    super(redis);
  }

  static IntStream seeds() {
    return IntStream.range(0, PROGRAMS);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void anAtomicMethodWithAllResultsIsAPlainRun(int seed) {
    same(seed, Results.ALL);
  }

  /** Only what reads answer is compared: writes answer when they are asked to. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void readsOfAnAtomicMethodAreThoseOfAPlainRun(int seed) {
    same(1_000_000 + seed, Results.NONE);
  }

  private void same(int seed, Results results) {
    Program program = Program.random(seed, COMMANDS, hasSeven());
    program.fill(redis.other());
    List<String> plainly = program.run(new Plainly(), true);
    if (results != Results.ALL) {
      // one that fails is told at another place
      List<Integer> good = program.goodOnes(plainly);
      plainly = good.stream().map(plainly::get).toList();
      program = program.only(good);
    }
    Map<String, Object> plainData = data();

    redis.flushAll();
    Program tried = program;
    tried.fill(redis.other());
    List<String> atomically =
        atomic
            .atomic()
            .withResults(results)
            .execute(() -> tried.run(new Atomically(results), results == Results.ALL));

    List<String> expected = results == Results.ALL ? plainly : tried.onlyReads(plainly);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(atomically.get(i)).as(tried::toString).isEqualTo(expected.get(i));
    }
    assertThat(data()).as(tried::toString).isEqualTo(plainData);
  }

  private boolean hasSeven() {
    return !redis.admin().info("server").contains("redis_version:6.");
  }

  /** Takes a step back by hand. */
  private final class Plainly implements Program.Runner {

    @Override
    public @Nullable Object send(List<String> words) {
      return ModelTests.this.send(words);
    }

    @Override
    public void nested(Runnable steps, boolean undone) {
      Map<String, byte[]> before = new TreeMap<>();
      Map<String, Long> remaining = new TreeMap<>();
      for (String key : redis.other().keys("*")) {
        before.put(key, redis.other().dump(key));
        remaining.put(key, Math.max(0, redis.other().pttl(key)));
      }
      steps.run();
      if (undone) {
        redis.flushAll();
        before.forEach((key, dump) -> redis.other().restore(key, remaining.get(key), dump));
      }
    }
  }

  /** Has it taken back by throwing. */
  private final class Atomically implements Program.Runner {

    private final Results results;

    Atomically(Results results) {
      this.results = results;
    }

    @Override
    public @Nullable Object send(List<String> words) {
      return ModelTests.this.send(words);
    }

    @Override
    public void nested(Runnable steps, boolean undone) {
      try {
        atomic
            .atomic()
            .withResults(results)
            .execute(
                () -> {
                  steps.run();
                  if (undone) {
                    throw new Undone();
                  }
                  return true;
                });
      } catch (Undone expected) {
        // the outer method goes on
      }
    }
  }

  private static final class Undone extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private @Nullable Object send(List<String> words) {
    byte[][] arguments =
        words.stream()
            .skip(1)
            .map(word -> word.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
    return template.execute(
        (RedisCallback<Object>)
            connection -> {
              try {
                return connection.execute(words.get(0), arguments);
              } catch (DataAccessException e) {
                // the library adds which key that is
                return String.valueOf(e.getMostSpecificCause().getMessage())
                    .replaceAll(": RENAMENX of key .*", "");
              }
            });
  }

  private Map<String, Object> data() {
    UnifiedJedis other = redis.other();
    Map<String, Object> data = new TreeMap<>();
    for (String key : other.keys("*")) {
      Object value =
          switch (other.type(key)) {
            case "string" -> string(key);
            case "hash" -> new TreeMap<>(other.hgetAll(key));
            case "list" -> other.lrange(key, 0, -1);
            case "set" -> other.smembers(key).stream().sorted().toList();
            case "zset" -> other.zrangeWithScores(key, 0, -1);
            case "stream" -> other.xrange(key, "-", "+").toString();
            default -> other.type(key);
          };
      data.put(key, List.of(value, other.ttl(key) > 0));
    }
    return data;
  }

  /** The header of a HyperLogLog says what was counted last, by whomever. */
  private String string(String key) {
    String value = redis.other().get(key);
    return value.startsWith("HYLL") ? value.substring(16) : value;
  }

  /** A reply as text, sets and hashes in order. */
  static String text(@Nullable Object reply) {
    if (reply instanceof byte[] bytes) {
      return new String(bytes, StandardCharsets.UTF_8);
    }
    if (reply instanceof Collection<?> elements) {
      return elements.stream().map(ModelTests::text).toList().toString();
    }
    if (reply instanceof Object[] elements) {
      return Arrays.stream(elements).map(ModelTests::text).toList().toString();
    }
    if (reply instanceof Map<?, ?> map) {
      List<String> entries = new ArrayList<>();
      map.forEach((key, value) -> entries.add(text(key) + "=" + text(value)));
      return entries.toString();
    }
    return String.valueOf(reply);
  }
}
