package dev.redisatomic.driver;

import dev.redisatomic.command.Words;
import java.lang.reflect.Array;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Range;
import org.springframework.data.geo.Distance;
import org.springframework.data.geo.Metrics;
import org.springframework.data.redis.connection.BitFieldSubCommands;
import org.springframework.data.redis.connection.DataType;
import org.springframework.data.redis.connection.DefaultSortParameters;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisGeoCommands.GeoSearchCommandArgs;
import org.springframework.data.redis.connection.ReturnType;
import org.springframework.data.redis.connection.stream.ByteRecord;
import org.springframework.data.redis.connection.stream.StreamOffset;
import org.springframework.data.redis.core.Cursor;
import org.springframework.data.redis.core.ScanOptions;
import org.springframework.data.redis.domain.geo.GeoReference;
import org.springframework.data.redis.domain.geo.GeoShape;
import redis.clients.jedis.UnifiedJedis;

/** Calls of Spring Data's connection whose conversions differ: one for each kind of result. */
public enum ViewSample {
  TEXT(c -> c.stringCommands().get(key("text"))),
  MISSING_TEXT(c -> c.stringCommands().get(key("missing"))),
  TEXTS_WITH_NIL(c -> c.stringCommands().mGet(key("text"), key("missing"))),
  STATUS(c -> c.stringCommands().set(key("new"), key("value"))),
  NOT_SET(c -> c.stringCommands().setNX(key("text"), key("value"))),
  NUMBER(c -> c.stringCommands().incr(key("number"))),
  DOUBLE(c -> c.stringCommands().incrBy(key("number"), 0.5)),
  BIT(c -> c.stringCommands().setBit(key("text"), 1, true)),
  BIT_FIELD(
      c ->
          c.stringCommands()
              .bitField(
                  key("text"),
                  BitFieldSubCommands.create()
                      .get(BitFieldSubCommands.BitFieldType.unsigned(8))
                      .valueAt(0))),
  ERROR(c -> c.stringCommands().incr(key("text"))),
  WRONG_TYPE(c -> c.hashCommands().hGetAll(key("text"))),
  TYPE(c -> c.keyCommands().type(key("hash"))),
  NO_TYPE(c -> c.keyCommands().type(key("missing")) == DataType.NONE),
  EXPIRY(c -> c.keyCommands().ttl(key("text"))),
  EXISTS(c -> c.keyCommands().exists(key("text"))),
  DELETED(c -> c.keyCommands().del(key("text"), key("missing"))),
  KEYS(c -> c.keyCommands().keys(key("h*"))),
  SORTED(c -> c.keyCommands().sort(key("list"), new DefaultSortParameters().alpha())),
  ENCODING(c -> c.keyCommands().encodingOf(key("number"))),
  DUMP(c -> c.keyCommands().dump(key("text"))),
  LIST(c -> c.listCommands().lRange(key("list"), 0, -1)),
  POPPED(c -> c.listCommands().lPop(key("list"), 2)),
  POPPED_OF_NONE(c -> c.listCommands().lPop(key("missing"), 2)),
  POSITIONS(c -> c.listCommands().lPos(key("list"), key("b"), null, 2)),
  MEMBERS(c -> c.setCommands().sMembers(key("set"))),
  IS_MEMBER(c -> c.setCommands().sIsMember(key("set"), key("a"))),
  ARE_MEMBERS(c -> c.setCommands().sMIsMember(key("set"), key("a"), key("z"))),
  INTERSECTION(c -> c.setCommands().sInter(key("set"), key("set"))),
  HASH(c -> c.hashCommands().hGetAll(key("hash"))),
  NO_HASH(c -> c.hashCommands().hGetAll(key("missing"))),
  HASH_FIELDS(c -> c.hashCommands().hMGet(key("hash"), key("f"), key("missing"))),
  HASH_SCAN(c -> drained(c.hashCommands().hScan(key("hash"), ScanOptions.NONE))),
  RANDOM_ENTRY(c -> c.hashCommands().hRandFieldWithValues(key("hash"), 1)),
  SCORE(c -> c.zSetCommands().zScore(key("zset"), key("y"))),
  NO_SCORE(c -> c.zSetCommands().zScore(key("zset"), key("missing"))),
  SCORES(c -> c.zSetCommands().zMScore(key("zset"), key("x"), key("missing"))),
  SCORED(c -> c.zSetCommands().zRangeWithScores(key("zset"), 0, -1)),
  RANGE(c -> c.zSetCommands().zRangeByScore(key("zset"), 1, 9)),
  RANK(c -> c.zSetCommands().zRank(key("zset"), key("y"))),
  SCORE_RAISED(c -> c.zSetCommands().zIncrBy(key("zset"), 0.25, key("x"))),
  LOWEST(c -> c.zSetCommands().zPopMin(key("zset"))),
  LOWEST_OF_NONE(c -> c.zSetCommands().zPopMin(key("missing"))),
  HIGHEST(c -> c.zSetCommands().zPopMax(key("zset"), 2)),
  UNION(c -> c.zSetCommands().zUnionWithScores(key("zset"), key("zset"))),
  ZSET_SCAN(c -> drained(c.zSetCommands().zScan(key("zset"), ScanOptions.NONE))),
  PLACES(c -> c.geoCommands().geoPos(key("geo"), key("here"), key("nowhere"))),
  DISTANCE(c -> c.geoCommands().geoDist(key("geo"), key("here"), key("there"))),
  HASHES(c -> c.geoCommands().geoHash(key("geo"), key("here"), key("nowhere"))),
  NEARBY(c -> nearby(c)),
  ADDED(c -> c.streamCommands().xAdd(key("stream"), Map.of(key("f"), key("v"))).getValue() != null),
  STREAM(c -> records(c.streamCommands().xRange(key("stream"), Range.unbounded()))),
  STREAM_READ(c -> records(c.streamCommands().xRead(StreamOffset.fromStart(key("stream"))))),
  NO_STREAM_READ(c -> records(c.streamCommands().xRead(StreamOffset.fromStart(key("missing"))))),
  STREAM_INFO(c -> c.streamCommands().xInfo(key("stream")).streamLength()),
  GROUPS(c -> c.streamCommands().xInfoGroups(key("stream")).stream().toList()),
  PENDING(c -> c.streamCommands().xPending(key("stream"), "group").getTotalPendingMessages()),
  ESTIMATE(c -> c.hyperLogLogCommands().pfCount(key("log"))),
  SCRIPT_NUMBER(c -> script(c, "return 5", ReturnType.INTEGER)),
  SCRIPT_TEXT(c -> script(c, "return 'text'", ReturnType.VALUE)),
  SCRIPT_TRUE(c -> script(c, "return 1", ReturnType.BOOLEAN)),
  SCRIPT_FALSE(c -> script(c, "return false", ReturnType.BOOLEAN)),
  SCRIPT_LIST(c -> script(c, "return {'a',1}", ReturnType.MULTI)),
  SCRIPT_STATUS(c -> script(c, "return redis.status_reply('FINE')", ReturnType.STATUS)),
  SCRIPT_ERROR(c -> script(c, "return redis.error_reply('MY error')", ReturnType.VALUE)),
  RAW_TEXT(c -> c.execute("GET", key("text"))),
  RAW_NUMBER(c -> c.execute("INCR", key("number"))),
  RAW_LIST(c -> c.execute("LRANGE", key("list"), key("0"), key("-1"))),
  RAW_HASH(c -> c.execute("HGETALL", key("hash"))),
  RAW_ERROR(c -> c.execute("NONSENSE")),
  PING(c -> c.ping()),
  ECHO(c -> c.echo(key("again"))),
  SIZE(c -> c.serverCommands().dbSize()),
  SETTINGS(c -> c.serverCommands().getConfig("maxmemory-policy"));

  private final Function<RedisConnection, @Nullable Object> call;

  ViewSample(Function<RedisConnection, @Nullable Object> call) {
    this.call = call;
  }

  @Nullable Object on(RedisConnection connection) {
    return call.apply(connection);
  }

  /** The data that the calls find. */
  static void fill(UnifiedJedis redis) {
    redis.set("text", "é");
    redis.set("number", "41");
    redis.rpush("list", "b", "a", "b");
    redis.sadd("set", "a");
    redis.hset("hash", Map.of("f", "1"));
    redis.zadd("zset", Map.of("x", 1.5, "y", 2.0));
    redis.geoadd("geo", 13.0, 38.0, "here");
    redis.geoadd("geo", 13.5, 38.5, "there");
    redis.pfadd("log", "a", "b");
    redis.eval("redis.call('XADD','stream','1-1','f','v') return 1");
    redis.eval("return redis.call('XGROUP','CREATE','stream','group','0')");
  }

  private static byte[] key(String text) {
    return Words.bytes(text);
  }

  private static @Nullable Object script(RedisConnection c, String text, ReturnType type) {
    return c.scriptingCommands().eval(key(text), type, 0);
  }

  private static @Nullable List<?> records(@Nullable List<ByteRecord> records) {
    return records == null
        ? null
        : records.stream()
            .map(each -> List.of(each.getRequiredStream(), each.getId(), each.getValue()))
            .toList();
  }

  private static List<?> drained(Cursor<?> cursor) {
    try (cursor) {
      return cursor.stream().toList();
    }
  }

  private static @Nullable Object nearby(RedisConnection connection) {
    return connection
        .geoCommands()
        .geoSearch(
            key("geo"),
            GeoReference.fromMember(key("here")),
            GeoShape.byRadius(new Distance(500, Metrics.KILOMETERS)),
            GeoSearchCommandArgs.newGeoSearchArgs().includeDistance().sortAscending())
        .getContent()
        .stream()
        .map(near -> List.of(near.getContent().getName(), near.getDistance()))
        .toList();
  }

  /** A result with its type, its arrays spelled out, and its order where it has one. */
  static String text(@Nullable Object result) {
    if (result instanceof byte[] bytes) {
      return "bytes:" + Words.text(bytes);
    }
    if (result instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .map(entry -> text(entry.getKey()) + "=" + text(entry.getValue()))
          .collect(Collectors.joining(", ", "{", "}"));
    }
    if (result instanceof Map.Entry<?, ?> entry) {
      return text(entry.getKey()) + "=" + text(entry.getValue());
    }
    if (result instanceof Collection<?> all) {
      return all.stream().map(ViewSample::text).collect(Collectors.joining(", ", "[", "]"));
    }
    if (result != null && result.getClass().isArray()) {
      return IntStream.range(0, Array.getLength(result))
          .mapToObj(i -> text(Array.get(result, i)))
          .collect(Collectors.joining(", ", "[", "]"));
    }
    return result == null ? "null" : result.getClass().getSimpleName() + ":" + result;
  }
}
