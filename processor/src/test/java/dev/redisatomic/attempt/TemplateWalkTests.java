package dev.redisatomic.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.Protocol;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.stream.RecordId;
import org.springframework.data.redis.core.Cursor;
import org.springframework.data.redis.core.GeoOperations;
import org.springframework.data.redis.core.HashOperations;
import org.springframework.data.redis.core.HyperLogLogOperations;
import org.springframework.data.redis.core.ListOperations;
import org.springframework.data.redis.core.RedisOperations;
import org.springframework.data.redis.core.SetOperations;
import org.springframework.data.redis.core.StreamOperations;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.ValueOperations;
import org.springframework.data.redis.core.ZSetOperations;
import redis.clients.jedis.StreamEntryID;

/**
 * Goes through every method of all template operations, with something and with nothing there:
 * inside a body each returns what it returns outside, or a null that cannot be taken for an answer,
 * or is listed in docs/results.md.
 */
@EachServer
class TemplateWalkTests {

  private static final Path LIST = Path.of("..", "docs", "results.md");

  /** Stand for no command, or for a block of them, or are refused. */
  private static final Set<String> NO_COMMAND =
      Set.of(
          "execute",
          "executePipelined",
          "executeWithStickyConnection",
          "multi",
          "exec",
          "discard",
          "watch",
          "unwatch",
          "replicaOf",
          "replicaOfNoOne",
          "slaveOf",
          "slaveOfNoOne",
          "killClient",
          "getClientList",
          "getOperations",
          "getHashMapper",
          "expiration",
          "map",
          "deserializeRecord");

  private final RedisSetup redis;

  TemplateWalkTests(RedisSetup redis) {
    this.redis = redis;
  }

  /** A call of a method with sample arguments. */
  private record Call(Object operations, Method method, List<@Nullable Object> arguments) {

    String name() {
      return method.getDeclaringClass().getSimpleName() + "." + method.getName();
    }

    /** What it returned; what it threw. */
    Object make() {
      try {
        Object result = method.invoke(operations, arguments.toArray());
        if (result instanceof Cursor<?> cursor) {
          try (cursor) {
            return cursor.stream().map(Object::toString).toList();
          }
        }
        return result == null ? "null" : result;
      } catch (InvocationTargetException e) {
        return Objects.requireNonNull(e.getCause());
      } catch (IllegalAccessException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public String toString() {
      return name() + Arrays.stream(method.getParameterTypes()).map(Class::getSimpleName).toList();
    }
  }

  private static List<Call> calls(StringRedisTemplate template) {
    List<Call> calls = new ArrayList<>();
    addCalls(calls, RedisOperations.class, template, "string");
    addCalls(calls, ValueOperations.class, template.opsForValue(), "string");
    addCalls(calls, HashOperations.class, template.opsForHash(), "hash");
    addCalls(calls, ListOperations.class, template.opsForList(), "list");
    addCalls(calls, SetOperations.class, template.opsForSet(), "set");
    addCalls(calls, ZSetOperations.class, template.opsForZSet(), "zset");
    addCalls(calls, GeoOperations.class, template.opsForGeo(), "geo");
    addCalls(calls, HyperLogLogOperations.class, template.opsForHyperLogLog(), "hll");
    addCalls(calls, StreamOperations.class, template.opsForStream(), "stream");
    return calls;
  }

  private static void addCalls(List<Call> calls, Class<?> type, Object operations, String key) {
    Arrays.stream(type.getMethods())
        .filter(method -> !Modifier.isStatic(method.getModifiers()) && !method.isBridge())
        .filter(method -> !NO_COMMAND.contains(method.getName()))
        .filter(method -> !method.getName().matches("opsFor.*|bound.*|get.*Serializer"))
        .sorted(Comparator.comparing(Method::toString))
        .forEach(
            method ->
                TemplateSamples.of(method, key)
                    .forEach(arguments -> calls.add(new Call(operations, method, arguments))));
  }

  @ParameterizedTest
  @EnumSource
  void everyWriteHasItsTrueResultOrANullThatIsNoAnswerOrIsListed(Protocol protocol)
      throws IOException {
    try (TestApplication atomic =
        TestApplication.on(redis, o -> o.poolOfOne().protocol(protocol)).start()) {
      walk(atomic);
    }
  }

  private void walk(TestApplication atomic) throws IOException {
    String text = Files.readString(LIST);
    String listed = text.substring(text.indexOf("\nThese are neither"));
    SoftAssertions softly = new SoftAssertions();
    Set<String> found = new TreeSet<>();
    int trueResults = 0;
    for (Call call : calls(atomic.redis())) {
      for (boolean filled : new boolean[] {true, false}) {
        prepare(filled);
        Object inside = inside(atomic, call);
        if (inside instanceof Throwable) {
          continue; // nobody takes that for an answer; outside, a pop might wait for ever
        }
        prepare(filled);
        Object outside = call.make();
        if (outside instanceof Throwable) {
          continue; // this server does not know it
        }
        if (!isNothing(inside) || inside.equals(outside)) {
          trueResults++;
          if (inside instanceof Boolean) {
            softly.assertThat(inside).as(call.toString()).isEqualTo(outside);
          }
        } else if (!isNoAnswer(call.method().getReturnType())) {
          found.add(call.name());
          softly
              .assertThat(listed)
              .as("%s instead of a %s: %s", inside, outside.getClass().getSimpleName(), call)
              .contains("`" + call.name() + "`");
        }
      }
    }
    softly.assertAll();
    assertThat(trueResults).isGreaterThan(200);
    assertThat(found).contains("RedisOperations.expire", "StreamOperations.createGroup");
  }

  private void prepare(boolean filled) {
    KeyRead.fill(redis.other());
    if (filled) {
      redis.other().set("other string", "1");
      redis.other().xgroupCreate("stream", "group", new StreamEntryID(0, 0), false);
    } else {
      redis.flushAll();
    }
  }

  private static Object inside(TestApplication atomic, Call call) {
    Object[] result = new Object[1];
    try {
      atomic.atomically(
          () -> {
            result[0] = call.make();
          });
    } catch (DataAccessException e) {
      // the commit failed: what was returned in the body is what counts
      assertThat(result[0]).as(call.toString()).isNotNull();
    }
    return result[0];
  }

  /** What templates make of a missing result. */
  private static boolean isNothing(Object result) {
    return result.equals("null")
        || result.equals(false)
        || (result instanceof Collection<?> elements && elements.isEmpty())
        || (result instanceof Map<?, ?> entries && entries.isEmpty());
  }

  /** A number that is null fails where it is used; a missing id is none. */
  private static boolean isNoAnswer(Class<?> type) {
    return type == void.class || Number.class.isAssignableFrom(type) || type == RecordId.class;
  }
}
