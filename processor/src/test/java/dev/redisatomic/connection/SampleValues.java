package dev.redisatomic.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.reflect.Array;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.springframework.data.domain.Range;
import org.springframework.data.geo.Circle;
import org.springframework.data.geo.Distance;
import org.springframework.data.geo.Metric;
import org.springframework.data.geo.Metrics;
import org.springframework.data.geo.Point;
import org.springframework.data.redis.connection.BitFieldSubCommands;
import org.springframework.data.redis.connection.BitFieldSubCommands.BitFieldGet;
import org.springframework.data.redis.connection.BitFieldSubCommands.BitFieldIncrBy;
import org.springframework.data.redis.connection.BitFieldSubCommands.BitFieldSet;
import org.springframework.data.redis.connection.BitFieldSubCommands.BitFieldType;
import org.springframework.data.redis.connection.BitFieldSubCommands.Offset;
import org.springframework.data.redis.connection.CompareCondition;
import org.springframework.data.redis.connection.DefaultSortParameters;
import org.springframework.data.redis.connection.ExpirationOptions;
import org.springframework.data.redis.connection.Limit;
import org.springframework.data.redis.connection.MessageListener;
import org.springframework.data.redis.connection.RedisGeoCommands.GeoLocation;
import org.springframework.data.redis.connection.RedisGeoCommands.GeoRadiusCommandArgs;
import org.springframework.data.redis.connection.RedisGeoCommands.GeoSearchCommandArgs;
import org.springframework.data.redis.connection.RedisGeoCommands.GeoSearchStoreCommandArgs;
import org.springframework.data.redis.connection.RedisNode;
import org.springframework.data.redis.connection.RedisStreamCommands.TrimOptions;
import org.springframework.data.redis.connection.RedisStreamCommands.XAddOptions;
import org.springframework.data.redis.connection.RedisStreamCommands.XClaimOptions;
import org.springframework.data.redis.connection.RedisStreamCommands.XDelOptions;
import org.springframework.data.redis.connection.RedisStreamCommands.XPendingOptions;
import org.springframework.data.redis.connection.RedisStreamCommands.XTrimOptions;
import org.springframework.data.redis.connection.RedisZSetCommands.ZAddArgs;
import org.springframework.data.redis.connection.SetCondition;
import org.springframework.data.redis.connection.SortParameters;
import org.springframework.data.redis.connection.stream.Consumer;
import org.springframework.data.redis.connection.stream.MapRecord;
import org.springframework.data.redis.connection.stream.ReadOffset;
import org.springframework.data.redis.connection.stream.RecordId;
import org.springframework.data.redis.connection.stream.StreamOffset;
import org.springframework.data.redis.connection.stream.StreamReadOptions;
import org.springframework.data.redis.connection.stream.StreamRecords;
import org.springframework.data.redis.connection.zset.Tuple;
import org.springframework.data.redis.connection.zset.Weights;
import org.springframework.data.redis.core.KeyScanOptions;
import org.springframework.data.redis.core.ScanOptions;
import org.springframework.data.redis.core.types.Expiration;
import org.springframework.data.redis.domain.geo.GeoReference;
import org.springframework.data.redis.domain.geo.GeoShape;
import org.springframework.util.ClassUtils;
import org.springframework.util.MethodInvoker;

/**
 * Values for the parameters of Spring Data's command methods, by type. Several where they make
 * another command. A type without a sample fails the walk: a new method must not slip through.
 */
final class SampleValues {

  private static final Map<Class<?>, List<Object>> SAMPLES = new HashMap<>();

  static {
    add(boolean.class, true, false);
    add(int.class, 1);
    add(Integer.class, 1);
    add(long.class, 1L);
    add(Long.class, 1L);
    add(double.class, 1.5);
    add(String.class, "1");
    add(String[].class, (Object) new String[] {"1-1", "2-2"});
    add(int[].class, (Object) new int[] {1, 1});
    add(byte[][].class, (Object) new byte[][] {bytes("first"), bytes("second")});
    add(Duration.class, Duration.ofSeconds(1));
    add(Instant.class, Instant.parse("2100-01-01T00:00:00Z"));
    add(TimeUnit.class, TimeUnit.SECONDS);
    add(Point.class, new Point(1, 1));
    add(Circle.class, new Circle(new Point(1, 1), new Distance(1)));
    add(Distance.class, new Distance(1));
    add(Metric.class, Metrics.KILOMETERS);
    add(Iterable.class, List.of(new GeoLocation<>(bytes("member"), new Point(1, 1))));
    add(GeoLocation.class, new GeoLocation<>(bytes("member"), new Point(1, 1)));
    add(GeoReference.class, GeoReference.fromMember(bytes("m")), GeoReference.fromCoordinate(1, 1));
    add(GeoShape.class, GeoShape.byRadius(new Distance(1)));
    add(GeoRadiusCommandArgs.class, GeoRadiusCommandArgs.newGeoRadiusArgs().includeDistance());
    add(GeoSearchCommandArgs.class, GeoSearchCommandArgs.newGeoSearchArgs().limit(1));
    add(
        GeoSearchStoreCommandArgs.class,
        GeoSearchStoreCommandArgs.newGeoSearchStoreArgs(),
        GeoSearchStoreCommandArgs.newGeoSearchStoreArgs().storeDistance());
    add(Set.class, Set.of(Tuple.of(bytes("member"), 1.5)));
    add(ZAddArgs.class, ZAddArgs.empty(), ZAddArgs.ifNotExists());
    add(Weights.class, Weights.of(1, 1));
    add(Limit.class, Limit.limit().count(1), Limit.unlimited());
    add(
        BitFieldSubCommands.class,
        BitFieldSubCommands.create(BitFieldGet.create(BitFieldType.INT_8, Offset.offset(0))),
        BitFieldSubCommands.create(BitFieldSet.create(BitFieldType.INT_8, Offset.offset(0), 1)),
        BitFieldSubCommands.create(BitFieldIncrBy.create(BitFieldType.INT_8, Offset.offset(0), 1)));
    add(CompareCondition.class, CompareCondition.ifEquals(bytes("value")));
    add(
        SetCondition.class,
        SetCondition.upsert(),
        SetCondition.ifAbsent(),
        SetCondition.ifEquals(bytes("value")));
    add(
        Expiration.class,
        Expiration.seconds(10),
        Expiration.keepTtl(),
        Expiration.persistent(),
        Expiration.milliseconds(10),
        Expiration.unixTimestamp(9_999_999_999L, TimeUnit.SECONDS));
    add(ExpirationOptions.class, ExpirationOptions.none());
    add(MessageListener.class, (MessageListener) (message, pattern) -> {});
    add(RedisNode.class, new RedisNode("localhost", 1));
    add(SortParameters.class, new DefaultSortParameters().alpha());
    add(Consumer.class, Consumer.from("group", "name"));
    add(ReadOffset.class, ReadOffset.latest(), ReadOffset.from("1-1"));
    add(RecordId[].class, (Object) new RecordId[] {RecordId.of("1-1"), RecordId.of("2-2")});
    add(StreamOffset[].class, (Object) streams());
    add(
        StreamReadOptions.class,
        StreamReadOptions.empty(),
        StreamReadOptions.empty().count(1).noack(),
        StreamReadOptions.empty().block(Duration.ofMillis(1)));
    add(MapRecord.class, StreamRecords.rawBytes(map()).withStreamKey(bytes("stream")));
    add(XAddOptions.class, XAddOptions.none(), XAddOptions.maxlen(5), XAddOptions.makeNoStream());
    add(XTrimOptions.class, XTrimOptions.trim(TrimOptions.maxLen(5)));
    add(XClaimOptions.class, XClaimOptions.minIdleMs(1).ids("1-1"));
    add(XDelOptions.class, XDelOptions.defaults());
    add(XPendingOptions.class, XPendingOptions.unbounded(), XPendingOptions.unbounded(3L));
    add(ScanOptions.class, ScanOptions.NONE, ScanOptions.scanOptions().match("a*").build());
    add(KeyScanOptions.class, KeyScanOptions.NONE);
    addJson("JsonPath", "root");
    addJson("JsonValue", "raw", "1");
    addJson("JsonSetCondition", "upsert");
  }

  private SampleValues() {}

  private static void add(Class<?> type, Object... samples) {
    SAMPLES.put(type, List.of(samples));
  }

  /** Of a type that came with Spring Data Redis 4.2, by its static method; and an array of it. */
  private static void addJson(String name, String method, Object... arguments) {
    String type = "org.springframework.data.redis.connection.json." + name;
    if (!ClassUtils.isPresent(type, null)) {
      return;
    }
    MethodInvoker invoker = new MethodInvoker();
    invoker.setStaticMethod(type + '.' + method);
    invoker.setArguments(arguments);
    try {
      invoker.prepare();
      Object sample = Objects.requireNonNull(invoker.invoke());
      Class<?> declared = Objects.requireNonNull(invoker.getTargetClass());
      Object array = Array.newInstance(declared, 1);
      Array.set(array, 0, sample);
      add(declared, sample);
      add(array.getClass(), array);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("No sample of " + type, e);
    }
  }

  /**
   * Values to try for one parameter.
   *
   * @param position makes byte arrays, most of which are keys, distinct
   */
  static List<Object> of(Class<?> type, Type generic, int position) {
    if (type == byte[].class) {
      return List.of(bytes("bytes" + position));
    }
    if (type == Map.class) {
      return List.of(
          generic.getTypeName().contains("Point") ? Map.of(bytes("m"), new Point(1, 1)) : map());
    }
    if (type == Range.class) {
      return List.of(range(generic.getTypeName()));
    }
    List<Object> samples = SAMPLES.get(type);
    if (samples != null) {
      return samples;
    }
    if (type.isEnum()) {
      return Arrays.asList((Object[]) type.getEnumConstants());
    }
    throw new AssertionError(
        "Add a sample of " + generic.getTypeName() + ", so that methods with it can be walked");
  }

  private static Range<?> range(String type) {
    if (type.contains("byte[]")) {
      return Range.closed(bytes("a"), bytes("z"));
    }
    if (type.contains("String") || type.contains("<?>")) {
      return Range.closed("1-1", "2-2");
    }
    return type.contains("Long") ? Range.closed(1L, 2L) : Range.closed(1.5, 2.5);
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // there is no other way to an array of generics
  private static StreamOffset<byte[]>[] streams() {
    return new StreamOffset[] {
      StreamOffset.fromStart(bytes("one")), StreamOffset.create(bytes("two"), ReadOffset.from("1"))
    };
  }

  /** In order, and with identity keys, as arrays have to be. */
  @SuppressWarnings("ArrayAsKeyOfSetOrMap")
  private static Map<byte[], byte[]> map() {
    Map<byte[], byte[]> map = new LinkedHashMap<>();
    map.put(bytes("name1"), bytes("value1"));
    map.put(bytes("name2"), bytes("value2"));
    return map;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
