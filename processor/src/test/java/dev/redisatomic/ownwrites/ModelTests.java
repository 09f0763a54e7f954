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
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.RedisCallback;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.SetParams;

/**
 * Compares random programs that run plainly with the same ones in an atomic method with all
 * results: what each command answers, and the data that is left. {@code
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
    Program program = Program.random(seed, COMMANDS);
    program.fill(redis.other());
    List<String> plainly = program.run(this::send, true);
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
            .execute(() -> tried.run(this::send, results == Results.ALL));

    List<String> expected = results == Results.ALL ? plainly : tried.onlyReads(plainly);
    for (int i = 0; i < expected.size(); i++) {
      assertThat(atomically.get(i)).as(tried::toString).isEqualTo(expected.get(i));
    }
    assertThat(data()).as(tried::toString).isEqualTo(plainData);
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
            case "string" -> other.get(key);
            case "hash" -> new TreeMap<>(other.hgetAll(key));
            case "list" -> other.lrange(key, 0, -1);
            case "set" -> other.smembers(key).stream().sorted().toList();
            case "zset" -> other.zrangeWithScores(key, 0, -1);
            default -> other.type(key);
          };
      data.put(key, List.of(value, other.ttl(key) > 0));
    }
    return data;
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

  /** A list of commands, made of a seed. */
  record Program(int seed, List<List<String>> commands) {

    private static final List<String> KEYS = List.of("a", "b", "c", "d", "e");

    /** What is random, or depends on the order of a set, is not among them. */
    private static final List<String> WRITES =
        List.of(
            "SET K V",
            "INCR K",
            "DECRBY K 3",
            "APPEND K V",
            "SETRANGE K 2 V",
            "GETSET K V",
            "GETDEL K",
            "SETNX K V",
            "SET K V XX",
            "MSET K V K V",
            "INCRBYFLOAT K 1.5",
            "SETBIT K 7 1",
            "HSET K F V",
            "HSETNX K F V",
            "HDEL K F",
            "HINCRBY K F 2",
            "HMSET K F V F V",
            "LPUSH K V",
            "RPUSH K V V",
            "LPOP K",
            "RPOP K 2",
            "LSET K 0 V",
            "LREM K 1 V",
            "LTRIM K 0 1",
            "LINSERT K BEFORE V V",
            "LMOVE K K LEFT RIGHT",
            "RPOPLPUSH K K",
            "SADD K V V",
            "SREM K V",
            "SMOVE K K V",
            "SINTERSTORE K K K",
            "SUNIONSTORE K K K",
            "SDIFFSTORE K K K",
            "ZADD K 1 V 2 V",
            "ZADD K XX CH 3 V",
            "ZINCRBY K 2 V",
            "ZREM K V",
            "ZPOPMIN K",
            "ZPOPMAX K 2",
            "ZUNIONSTORE K 2 K K",
            "ZRANGESTORE K K 0 1",
            "ZREMRANGEBYRANK K 0 0",
            "DEL K",
            "UNLINK K K",
            "RENAME K K",
            "RENAMENX K K",
            "COPY K K",
            "COPY K K REPLACE",
            "EXPIRE K 1000",
            "PERSIST K",
            "EXPIREAT K 1",
            "PFADD K V",
            "PFMERGE K K",
            "BITOP OR K K K",
            "GETEX K EX 500",
            "SORT K ALPHA STORE K");

    private static final List<String> READS =
        List.of(
            "GET K",
            "MGET K K K",
            "STRLEN K",
            "EXISTS K K",
            "TYPE K",
            "HGET K F",
            "HLEN K",
            "HMGET K F F",
            "HEXISTS K F",
            "LRANGE K 0 -1",
            "LLEN K",
            "LINDEX K 0",
            "SCARD K",
            "SISMEMBER K V",
            "SMISMEMBER K V V",
            "ZRANGE K 0 -1 WITHSCORES",
            "ZSCORE K V",
            "ZCARD K",
            "ZCOUNT K 0 5",
            "TTL K",
            "PFCOUNT K",
            "GETRANGE K 0 1",
            "BITCOUNT K",
            "SINTERCARD_OR_LLEN K",
            "ZRANK K V",
            "LPOS K V",
            "GETBIT K 7");

    static Program random(int seed, int length) {
      Random random = new Random(seed);
      List<List<String>> commands = new ArrayList<>();
      for (int i = 0; i < length; i++) {
        List<String> forms = random.nextInt(5) < 3 ? WRITES : READS;
        String form = forms.get(random.nextInt(forms.size()));
        commands.add(Arrays.stream(form.split(" ", -1)).map(word -> word(word, random)).toList());
      }
      return new Program(seed, commands);
    }

    private static String word(String word, Random random) {
      return switch (word) {
        case "K" -> KEYS.get(random.nextInt(KEYS.size()));
        // also names of keys, which must stay as they are
        case "V" -> List.of("1", "2", "a", "b").get(random.nextInt(4));
        case "F" -> List.of("f", "g", "a").get(random.nextInt(3));
        case "SINTERCARD_OR_LLEN" -> "LLEN";
        default -> word;
      };
    }

    void fill(UnifiedJedis redis) {
      Random random = new Random(seed);
      for (String key : KEYS) {
        switch (random.nextInt(7)) {
          case 0 -> redis.set(key, "5");
          case 1 -> redis.hset(key, Map.of("f", "1", "g", "x"));
          case 2 -> redis.rpush(key, "1", "a", "2");
          case 3 -> redis.sadd(key, "1", "a", "b");
          case 4 -> redis.zadd(key, Map.of("1", 1.0, "a", 2.5, "b", 3.0));
          case 5 -> redis.set(key, "7", SetParams.setParams().ex(2000));
          default -> {}
        }
      }
    }

    private interface Sender {
      @Nullable Object send(List<String> words);
    }

    List<String> run(Sender sender, boolean all) {
      List<String> replies = new ArrayList<>();
      for (List<String> command : commands) {
        String reply = text(sender.send(command));
        if (all || isRead(command)) {
          replies.add(command + " → " + reply);
        }
      }
      return replies;
    }

    /** The positions of all reads, and of the writes that do not fail. */
    List<Integer> goodOnes(List<String> replies) {
      return IntStream.range(0, commands.size())
          .filter(i -> isRead(commands.get(i)) || !replies.get(i).matches(".* → [A-Z]{3,} .*"))
          .boxed()
          .toList();
    }

    Program only(List<Integer> positions) {
      return new Program(seed, positions.stream().map(commands::get).toList());
    }

    List<String> onlyReads(List<String> replies) {
      List<String> reads = new ArrayList<>();
      for (int i = 0; i < replies.size(); i++) {
        if (isRead(commands.get(i))) {
          reads.add(replies.get(i));
        }
      }
      return reads;
    }

    private static boolean isRead(List<String> command) {
      return READS.stream().anyMatch(form -> form.startsWith(command.get(0) + " "));
    }

    @Override
    public String toString() {
      return "seed " + seed + ": " + commands;
    }
  }
}
