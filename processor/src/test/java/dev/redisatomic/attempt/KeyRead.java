package dev.redisatomic.attempt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Range;
import org.springframework.data.geo.Distance;
import org.springframework.data.redis.connection.BitFieldSubCommands;
import org.springframework.data.redis.connection.BitFieldSubCommands.BitFieldType;
import org.springframework.data.redis.connection.DataType;
import org.springframework.data.redis.connection.DefaultSortParameters;
import org.springframework.data.redis.connection.RedisGeoCommands.DistanceUnit;
import org.springframework.data.redis.connection.stream.StreamOffset;
import org.springframework.data.redis.core.Cursor;
import org.springframework.data.redis.core.ScanOptions;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.ZSetOperations.TypedTuple;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.UnifiedJedis;

/**
 * One way to read one key.
 *
 * @param name for messages
 * @param key the key, named as its type
 * @param read reads it
 * @param expected what comes back for the data of {@link #fill}
 */
record KeyRead(
    String name,
    String key,
    Function<StringRedisTemplate, @Nullable Object> read,
    @Nullable Object expected) {

  static void fill(UnifiedJedis redis) {
    redis.flushAll();
    redis.set("string", "40");
    redis.set("expiring", "soon");
    redis.expire("expiring", 1000);
    redis.hset("hash", "field", "value");
    redis.rpush("list", "3", "1", "2");
    redis.sadd("set", "member");
    redis.sadd("other", "another");
    redis.zadd("zset", 1.5, "low");
    redis.zadd("zset", 2.5, "high");
    redis.xadd("stream", new StreamEntryID(1, 1), Map.of("name", "value"));
    redis.geoadd("geo", 13.361389, 38.115556, "Palermo");
    redis.geoadd("geo", 15.087269, 37.502669, "Catania");
    redis.pfadd("hll", "a", "b", "c");
  }

  static List<KeyRead> all() {
    return List.of(
        of("get", "string", t -> t.opsForValue().get("string"), "40"),
        of("get range", "string", t -> t.opsForValue().get("string", 1, 1), "0"),
        of("size", "string", t -> t.opsForValue().size("string"), 2L),
        of("getBit", "string", t -> t.opsForValue().getBit("string", 2), true),
        of("bitField get", "string", KeyRead::bits, List.of(52L)),
        of(
            "multiGet",
            "string",
            t -> t.opsForValue().multiGet(List.of("string", "none")),
            Arrays.asList("40", null)),
        of("hasKey", "string", t -> t.hasKey("string"), true),
        of("countExistingKeys", "set", t -> t.countExistingKeys(List.of("x", "set")), 1L),
        of("type", "zset", t -> t.type("zset"), DataType.ZSET),
        of("getExpire", "string", t -> t.getExpire("string"), -1L),
        of("encoding", "string", t -> encoding(t), "int"),
        of("raw GET", "string", t -> raw(t, "GET", "string"), "40"),
        of("raw strlen", "string", t -> raw(t, "strlen", "string"), 2L),
        of("hash entries", "hash", t -> t.opsForHash().entries("hash"), Map.of("field", "value")),
        of("hash get", "hash", t -> t.opsForHash().get("hash", "field"), "value"),
        of("hash hasKey", "hash", t -> t.opsForHash().hasKey("hash", "none"), false),
        of("hash keys", "hash", t -> t.opsForHash().keys("hash"), Set.of("field")),
        of("hash values", "hash", t -> t.opsForHash().values("hash"), List.of("value")),
        of("hash size", "hash", t -> t.opsForHash().size("hash"), 1L),
        of("hash scan", "hash", KeyRead::scanHash, Map.of("field", "value")),
        of("list range", "list", t -> t.opsForList().range("list", 1, -1), List.of("1", "2")),
        of("list index", "list", t -> t.opsForList().index("list", 0), "3"),
        of("list size", "list", t -> t.opsForList().size("list"), 3L),
        of("list indexOf", "list", t -> t.opsForList().indexOf("list", "2"), 2L),
        of("sort", "list", KeyRead::sorted, List.of("1", "2", "3")),
        of("set members", "set", t -> t.opsForSet().members("set"), Set.of("member")),
        of("set isMember", "set", t -> t.opsForSet().isMember("set", "member"), true),
        of("set randomMember", "set", t -> t.opsForSet().randomMember("set"), "member"),
        of(
            "set union",
            "other",
            t -> t.opsForSet().union("set", "other"),
            Set.of("member", "another")),
        of("set difference", "set", t -> t.opsForSet().difference("set", "x"), Set.of("member")),
        of("set scan", "set", KeyRead::scanSet, Set.of("member")),
        of("zset range", "zset", t -> t.opsForZSet().range("zset", 0, 0), Set.of("low")),
        of("zset scores", "zset", KeyRead::scores, Set.of(TypedTuple.of("high", 2.5))),
        of("zset score", "zset", t -> t.opsForZSet().score("zset", "low"), 1.5),
        of("zset rank", "zset", t -> t.opsForZSet().rank("zset", "high"), 1L),
        of("zset count", "zset", t -> t.opsForZSet().count("zset", 2, 3), 1L),
        of("zset scan", "zset", KeyRead::scanZSet, Set.of("low", "high")),
        of("stream range", "stream", KeyRead::entries, List.of(Map.of("name", "value"))),
        of("stream size", "stream", t -> t.opsForStream().size("stream"), 1L),
        of("stream read", "stream", KeyRead::readStream, List.of(Map.of("name", "value"))),
        of("geo hash", "geo", t -> t.opsForGeo().hash("geo", "Palermo"), List.of("sqc8b49rny0")),
        of(
            "geo distance",
            "geo",
            KeyRead::distance,
            new Distance(166.2742, DistanceUnit.KILOMETERS)),
        of("hll size", "hll", t -> t.opsForHyperLogLog().size("hll"), 3L));
  }

  private static KeyRead of(
      String name,
      String key,
      Function<StringRedisTemplate, @Nullable Object> read,
      @Nullable Object expected) {
    return new KeyRead(name, key, read, expected);
  }

  @Nullable Object with(StringRedisTemplate template) {
    return read.apply(template);
  }

  private static @Nullable Object bits(StringRedisTemplate template) {
    return template
        .opsForValue()
        .bitField("string", BitFieldSubCommands.create().get(BitFieldType.INT_8).valueAt(0));
  }

  private static @Nullable Object sorted(StringRedisTemplate template) {
    List<byte[]> sorted =
        template.execute(
            connection ->
                connection.keyCommands().sort(bytes("list"), new DefaultSortParameters().asc()),
            true);
    return sorted == null ? null : sorted.stream().map(word -> new String(word, UTF_8)).toList();
  }

  private static @Nullable Object encoding(StringRedisTemplate template) {
    return template.execute(
        connection -> String.valueOf(connection.keyCommands().encodingOf(bytes("string")).raw()),
        true);
  }

  static @Nullable Object raw(StringRedisTemplate template, String name, String argument) {
    Object reply = template.execute(connection -> connection.execute(name, bytes(argument)), true);
    return reply instanceof byte[] text ? new String(text, UTF_8) : reply;
  }

  private static @Nullable Object scores(StringRedisTemplate template) {
    return template.opsForZSet().rangeByScoreWithScores("zset", 2, 3);
  }

  private static @Nullable Object entries(StringRedisTemplate template) {
    return template.opsForStream().range("stream", Range.unbounded()).stream()
        .map(entry -> entry.getValue())
        .toList();
  }

  @SuppressWarnings("unchecked") // a generic array for varargs
  private static @Nullable Object readStream(StringRedisTemplate template) {
    return template.opsForStream().read(StreamOffset.fromStart("stream")).stream()
        .map(entry -> entry.getValue())
        .toList();
  }

  private static @Nullable Object distance(StringRedisTemplate template) {
    return template.opsForGeo().distance("geo", "Palermo", "Catania", DistanceUnit.KILOMETERS);
  }

  private static Object scanHash(StringRedisTemplate template) {
    try (Cursor<Map.Entry<Object, Object>> cursor =
        template.opsForHash().scan("hash", ScanOptions.NONE)) {
      Map.Entry<Object, Object> entry = cursor.next();
      return Map.of(entry.getKey(), entry.getValue());
    }
  }

  private static Object scanSet(StringRedisTemplate template) {
    try (Cursor<String> cursor = template.opsForSet().scan("set", ScanOptions.NONE)) {
      return new LinkedHashSet<>(cursor.stream().toList());
    }
  }

  private static Object scanZSet(StringRedisTemplate template) {
    try (Cursor<TypedTuple<String>> cursor = template.opsForZSet().scan("zset", ScanOptions.NONE)) {
      return new LinkedHashSet<@Nullable Object>(
          cursor.stream().map(TypedTuple::getValue).toList());
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @Override
  public String toString() {
    return name;
  }
}
