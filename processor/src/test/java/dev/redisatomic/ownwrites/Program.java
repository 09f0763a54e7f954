package dev.redisatomic.ownwrites;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.SetParams;

/** A list of commands, made of a seed. */
record Program(int seed, List<List<String>> commands) {

  private static final String BEGIN = "begin";
  private static final String END = "end";
  private static final String UNDO = "undo";

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
          "SORT K ALPHA STORE K",
          "SETEX K 700 V",
          "SET K V KEEPTTL",
          "SET K V GET",
          "MSETNX K V K V",
          "LPUSHX K V",
          "BITFIELD K SET u8 0 65 GET u8 0",
          "GETEX K PERSIST",
          "ZADD K NX INCR 1 V",
          "ZADD K GT CH 4 V",
          "ZINTERSTORE K 2 K K WEIGHTS 2 1",
          "ZDIFFSTORE K 2 K K",
          "XADD K N-1 f V",
          "XADD K MAXLEN 2 N-2 f V",
          "XADD K NOMKSTREAM N-3 f V",
          "XDEL K N-1",
          "XTRIM K MAXLEN 1",
          "GEOADD K 13.3 38.1 V 15 37.5 V",
          "GEOSEARCHSTORE K K FROMLONLAT 14 38 BYRADIUS 500 km",
          "GEORADIUS K 14 38 500 km STORE K");

  private static final List<String> WRITES_SINCE_SEVEN =
      List.of(
          "LMPOP 2 K K LEFT COUNT 2",
          "ZMPOP 2 K K MIN",
          "EXPIRE K 900 NX",
          "EXPIRE K 3000 GT",
          "EXPIRE K 800 XX",
          "SET K V NX GET");

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
          "ZRANK K V",
          "LPOS K V",
          "GETBIT K 7",
          "XLEN K",
          "XRANGE K - +",
          "XREAD STREAMS K K 0 0",
          "XREAD COUNT 1 STREAMS K 0",
          "GEODIST K V V",
          "GEOHASH K V",
          "GEOSEARCH K FROMLONLAT 14 38 BYBOX 400 400 km ASC",
          "BITFIELD_RO K GET u8 0",
          "BITPOS K 1",
          "ZUNION 2 K K WITHSCORES",
          "ZINTER 2 K K",
          "ZDIFF 2 K K",
          "HSTRLEN K F",
          "PFCOUNT K K",
          "ZRANGEBYSCORE K 1 3",
          "EXISTS K K K");

  private static final List<String> READS_SINCE_SEVEN =
      List.of("SINTERCARD 2 K K", "LCS K K", "SORT_RO K ALPHA");

  static Program random(int seed, int length, boolean sinceSeven) {
    Random random = new Random(seed);
    List<String> writes = sinceSeven ? joined(WRITES, WRITES_SINCE_SEVEN) : WRITES;
    List<String> reads = sinceSeven ? joined(READS, READS_SINCE_SEVEN) : READS;
    List<List<String>> commands = new ArrayList<>();
    int open = 0;
    for (int i = 0; i < length; i++) {
      if (random.nextInt(8) == 0) {
        commands.add(List.of(BEGIN));
        open++;
      } else if (open > 0 && random.nextInt(4) == 0) {
        commands.add(List.of(random.nextBoolean() ? END : UNDO));
        open--;
      }
      List<String> forms = random.nextInt(5) < 3 ? writes : reads;
      String form = forms.get(random.nextInt(forms.size()));
      commands.add(Arrays.stream(form.split(" ")).map(word -> word(word, random)).toList());
    }
    for (; open > 0; open--) {
      commands.add(List.of(random.nextBoolean() ? END : UNDO));
    }
    return new Program(seed, commands);
  }

  private static List<String> joined(List<String> some, List<String> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
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
      switch (random.nextInt(9)) {
        case 0 -> redis.set(key, "5");
        case 1 -> redis.hset(key, Map.of("f", "1", "g", "x"));
        case 2 -> redis.rpush(key, "1", "a", "2");
        case 3 -> redis.sadd(key, "1", "a", "b");
        case 4 -> redis.zadd(key, Map.of("1", 1.0, "a", 2.5, "b", 3.0));
        case 5 -> redis.set(key, "7", SetParams.setParams().ex(2000));
        case 6 -> redis.xadd(key, new StreamEntryID(1, 1), Map.of("f", "1"));
        case 7 -> redis.geoadd(key, 13.5, 38.0, "a");
        default -> {}
      }
    }
  }

  /** What a program does. */
  interface Runner {

    @Nullable Object send(List<String> words);

    /** Runs steps inside of others, and takes them back if they are to be undone. */
    void nested(Runnable steps, boolean undone);
  }

  List<String> run(Runner runner, boolean all) {
    List<String> replies = new ArrayList<>();
    run(runner, all, 0, commands.size(), replies);
    return replies;
  }

  private void run(Runner runner, boolean all, int from, int to, List<String> replies) {
    for (int i = from; i < to; i++) {
      List<String> command = commands.get(i);
      if (command.get(0).equals(BEGIN)) {
        int begin = i + 1;
        int end = endOf(begin);
        String how = commands.get(end).get(0);
        replies.add(BEGIN);
        runner.nested(() -> run(runner, all, begin, end, replies), how.equals(UNDO));
        replies.add(how);
        i = end;
      } else {
        String reply = ModelTests.text(runner.send(command));
        if (all || isRead(command)) {
          replies.add(command + " → " + reply);
        }
      }
    }
  }

  private int endOf(int begin) {
    int depth = 1;
    for (int i = begin; ; i++) {
      String word = commands.get(i).get(0);
      depth += word.equals(BEGIN) ? 1 : word.equals(END) || word.equals(UNDO) ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
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

  /** Also the marks of a nested step: they are kept. */
  private static boolean isRead(List<String> command) {
    String name = command.get(0);
    return name.equals(BEGIN)
        || name.equals(END)
        || name.equals(UNDO)
        || joined(READS, READS_SINCE_SEVEN).stream().anyMatch(form -> form.startsWith(name + " "));
  }

  @Override
  public String toString() {
    return "seed " + seed + ": " + commands;
  }
}
