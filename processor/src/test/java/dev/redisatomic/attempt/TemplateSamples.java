package dev.redisatomic.attempt;

import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.Range;
import org.springframework.data.geo.Circle;
import org.springframework.data.geo.Distance;
import org.springframework.data.geo.Metric;
import org.springframework.data.geo.Metrics;
import org.springframework.data.geo.Point;
import org.springframework.data.redis.connection.BitFieldSubCommands;
import org.springframework.data.redis.connection.BitFieldSubCommands.BitFieldType;
import org.springframework.data.redis.connection.ExpirationOptions;
import org.springframework.data.redis.connection.Limit;
import org.springframework.data.redis.connection.RedisGeoCommands.GeoLocation;
import org.springframework.data.redis.connection.RedisGeoCommands.GeoRadiusCommandArgs;
import org.springframework.data.redis.connection.RedisGeoCommands.GeoSearchCommandArgs;
import org.springframework.data.redis.connection.RedisGeoCommands.GeoSearchStoreCommandArgs;
import org.springframework.data.redis.connection.RedisListCommands.Direction;
import org.springframework.data.redis.connection.RedisStreamCommands.TrimOptions;
import org.springframework.data.redis.connection.RedisStreamCommands.XAddOptions;
import org.springframework.data.redis.connection.RedisStreamCommands.XClaimOptions;
import org.springframework.data.redis.connection.RedisStreamCommands.XDelOptions;
import org.springframework.data.redis.connection.RedisStreamCommands.XTrimOptions;
import org.springframework.data.redis.connection.stream.MapRecord;
import org.springframework.data.redis.connection.stream.ReadOffset;
import org.springframework.data.redis.connection.stream.Record;
import org.springframework.data.redis.connection.stream.RecordId;
import org.springframework.data.redis.connection.stream.StreamOffset;
import org.springframework.data.redis.connection.stream.StreamReadOptions;
import org.springframework.data.redis.connection.stream.StreamRecords;
import org.springframework.data.redis.connection.zset.Aggregate;
import org.springframework.data.redis.connection.zset.Weights;
import org.springframework.data.redis.core.BulkMapper;
import org.springframework.data.redis.core.DeleteSpec;
import org.springframework.data.redis.core.ListOperations.MoveFrom;
import org.springframework.data.redis.core.ListOperations.MoveTo;
import org.springframework.data.redis.core.ScanOptions;
import org.springframework.data.redis.core.SetSpec;
import org.springframework.data.redis.core.ZSetOperations.TypedTuple;
import org.springframework.data.redis.core.query.SortQuery;
import org.springframework.data.redis.core.query.SortQueryBuilder;
import org.springframework.data.redis.core.types.Expiration;
import org.springframework.data.redis.domain.geo.BoundingBox;
import org.springframework.data.redis.domain.geo.GeoReference;
import org.springframework.data.redis.domain.geo.GeoShape;
import org.springframework.data.redis.serializer.RedisSerializer;

/**
 * Arguments for the methods of template operations, on the data of {@link KeyRead#fill}. A type
 * without a sample fails the walk: a new method must not slip through.
 */
final class TemplateSamples {

  private static final Map<Class<?>, Object> SAMPLES = new HashMap<>();

  /** A member, field or value that is there, by the key it is in. */
  private static final Map<String, String> VALUES =
      Map.of(
          "string", "40", "hash", "field", "list", "3", "set", "member", "zset", "low", "geo",
          "Palermo");

  static {
    SAMPLES.put(boolean.class, true);
    SAMPLES.put(int.class, 1);
    SAMPLES.put(long.class, 1L);
    SAMPLES.put(double.class, 1.5);
    SAMPLES.put(byte[].class, new byte[] {0});
    SAMPLES.put(Duration.class, Duration.ofHours(1));
    SAMPLES.put(TimeUnit.class, TimeUnit.HOURS);
    SAMPLES.put(Date.class, Date.from(Instant.parse("2100-01-01T00:00:00Z")));
    SAMPLES.put(Instant.class, Instant.parse("2100-01-01T00:00:00Z"));
    SAMPLES.put(Expiration.class, Expiration.from(Duration.ofHours(1)));
    SAMPLES.put(ExpirationOptions.class, ExpirationOptions.none());
    SAMPLES.put(SortQuery.class, SortQueryBuilder.sort("list").build());
    SAMPLES.put(RedisSerializer.class, RedisSerializer.string());
    SAMPLES.put(ScanOptions.class, ScanOptions.NONE);
    SAMPLES.put(
        BitFieldSubCommands.class,
        BitFieldSubCommands.create().set(BitFieldType.INT_8).valueAt(0).to(1));
    SAMPLES.put(Direction.class, Direction.LEFT);
    SAMPLES.put(Limit.class, Limit.unlimited());
    SAMPLES.put(Aggregate.class, Aggregate.SUM);
    SAMPLES.put(Weights.class, Weights.of(1, 1));
    SAMPLES.put(Point.class, new Point(1, 1));
    SAMPLES.put(Circle.class, new Circle(new Point(13, 38), new Distance(500, Metrics.KILOMETERS)));
    SAMPLES.put(Distance.class, new Distance(500, Metrics.KILOMETERS));
    SAMPLES.put(Metric.class, Metrics.KILOMETERS);
    SAMPLES.put(GeoLocation.class, new GeoLocation<>("Rome", new Point(12, 41)));
    SAMPLES.put(Iterable.class, List.of(new GeoLocation<>("Rome", new Point(12, 41))));
    SAMPLES.put(GeoRadiusCommandArgs.class, GeoRadiusCommandArgs.newGeoRadiusArgs());
    SAMPLES.put(GeoSearchCommandArgs.class, GeoSearchCommandArgs.newGeoSearchArgs());
    SAMPLES.put(GeoSearchStoreCommandArgs.class, GeoSearchStoreCommandArgs.newGeoSearchStoreArgs());
    SAMPLES.put(GeoReference.class, GeoReference.fromMember("Palermo"));
    SAMPLES.put(GeoShape.class, GeoShape.byRadius(new Distance(500, Metrics.KILOMETERS)));
    SAMPLES.put(BoundingBox.class, new BoundingBox(new Distance(1), new Distance(1)));
    SAMPLES.put(XAddOptions.class, XAddOptions.none());
    SAMPLES.put(XClaimOptions.class, XClaimOptions.minIdleMs(1).ids("1-1"));
    SAMPLES.put(XDelOptions.class, XDelOptions.defaults());
    SAMPLES.put(XTrimOptions.class, XTrimOptions.trim(TrimOptions.maxLen(0)));
    SAMPLES.put(RecordId[].class, new RecordId[] {RecordId.of("1-1")});
    SAMPLES.put(MapRecord.class, StreamRecords.mapBacked(Map.of("a", "b")).withStreamKey("stream"));
    SAMPLES.put(MoveFrom.class, MoveFrom.fromHead("list"));
    SAMPLES.put(MoveTo.class, MoveTo.toTail("free"));
    SAMPLES.put(BulkMapper.class, (BulkMapper<Object, Object>) List::size);
    SAMPLES.put(Class.class, String.class);
    SAMPLES.put(RecordId.class, RecordId.of("1-1"));
    SAMPLES.put(Record.class, StreamRecords.mapBacked(Map.of("a", "b")).withStreamKey("stream"));
    SAMPLES.put(StreamReadOptions.class, StreamReadOptions.empty());
    SAMPLES.put(ReadOffset.class, ReadOffset.from("0"));
    SAMPLES.put(
        org.springframework.data.redis.connection.stream.Consumer.class,
        org.springframework.data.redis.connection.stream.Consumer.from("group", "name"));
  }

  private TemplateSamples() {}

  /** One call, or several where a specification makes another command. */
  static List<List<@Nullable Object>> of(Method method, String key) {
    List<@Nullable Object> arguments = new ArrayList<>();
    int keys = 0;
    for (int i = 0; i < method.getParameterCount(); i++) {
      Type generic = method.getGenericParameterTypes()[i];
      boolean isKey = isKey(method, i, generic.getTypeName());
      arguments.add(
          isKey
              ? keys++ == 0 ? key : otherKey(method, key)
              : sample(method.getParameterTypes()[i], generic.getTypeName(), key));
    }
    return method.getParameterCount() > 0
            && arguments.get(arguments.size() - 1) instanceof List<?> specs
            && method.getParameterTypes()[arguments.size() - 1] == Consumer.class
        ? specs.stream().<List<@Nullable Object>>map(spec -> with(arguments, spec)).toList()
        : List.of(arguments);
  }

  private static List<@Nullable Object> with(List<@Nullable Object> arguments, Object last) {
    List<@Nullable Object> copy = new ArrayList<>(arguments);
    copy.set(copy.size() - 1, last);
    return copy;
  }

  private static boolean isKey(Method method, int index, String type) {
    return type.equals("K")
        || type.equals("H")
        || (index == 0 && type.equals("java.lang.Object") && !method.getName().equals("convert"));
  }

  /** Of the same type, except where the write needs a free one. */
  private static String otherKey(Method method, String key) {
    return switch (method.getName()) {
      case "renameIfAbsent", "rename", "copy", "move" -> "free";
      default -> key.equals("set") ? "other" : "another";
    };
  }

  private static Object sample(Class<?> type, String generic, String key) {
    String value = VALUES.getOrDefault(key, "1");
    if (type == Consumer.class) {
      return generic.contains("SetSpec") ? setSpecs() : deleteSpecs();
    }
    if (type == Range.class) {
      return generic.contains("Number") ? Range.closed(1.0, 3.0) : Range.unbounded();
    }
    if (type == StreamOffset[].class) {
      return new StreamOffset<?>[] {StreamOffset.create("stream", ReadOffset.lastConsumed())};
    }
    if (type == Set.class) {
      return Set.of(TypedTuple.of("new", 7.0));
    }
    if (type == Map.class) {
      return generic.contains("Point") ? Map.of("Rome", new Point(12, 41)) : Map.of("new", "1");
    }
    if (Collection.class.isAssignableFrom(type)) {
      return generic.contains("<K>") ? List.of(key, "another") : List.of(value);
    }
    if (type == String[].class) {
      return new String[] {"1-1"};
    }
    if (type == Object[].class) {
      return generic.startsWith("K") ? new String[] {key} : new String[] {value};
    }
    if (type == String.class) {
      return key.equals("stream") ? "group" : value;
    }
    if (type == Object.class) {
      return value;
    }
    Object sample = SAMPLES.get(type);
    if (sample != null) {
      return sample;
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[0];
    }
    throw new AssertionError(
        "Add a sample of " + generic + ", so that methods with it can be walked");
  }

  private static List<Consumer<SetSpec<String, String>>> setSpecs() {
    return List.of(
        SetSpec::always,
        SetSpec::ifAbsent,
        SetSpec::ifPresent,
        spec -> spec.ifEquals().value("40"),
        spec -> spec.ifNotEquals().value("40"));
  }

  private static List<Consumer<DeleteSpec<String, String>>> deleteSpecs() {
    return List.of(
        DeleteSpec::always,
        spec -> spec.ifEquals().value("40"),
        spec -> spec.ifNotEquals().value("40"));
  }
}
