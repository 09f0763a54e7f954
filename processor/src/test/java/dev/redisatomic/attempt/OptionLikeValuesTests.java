package dev.redisatomic.attempt;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.OnOneConnection;
import dev.redisatomic.test.RedisSetup;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.data.geo.Distance;
import org.springframework.data.geo.GeoResults;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.query.SortQueryBuilder;

/** A read is a read, whatever its values look like. */
@EachServer
class OptionLikeValuesTests extends OnOneConnection {

  OptionLikeValuesTests(RedisSetup redis) {
    super(redis);
  }

  @BeforeEach
  void fill() {
    redis.other().geoadd("key", 1, 1, "store");
    redis.other().geoadd("key", 1, 1.001, "storedist");
    redis.other().rpush("list", "2", "1");
  }

  static Stream<Arguments> reads() {
    return Stream.of(
        read("member named store", "key", t -> count(radius(t, "store"))),
        read("member named storedist", "key", t -> count(radius(t, "storedist"))),
        read(
            "pattern named store",
            "list",
            t -> t.sort(SortQueryBuilder.sort("list").by("store").build()).size()),
        read(
            "pattern named store, as words",
            "list",
            t ->
                t.execute(
                    (RedisCallback<Integer>)
                        c ->
                            c.execute("SORT", bytes("list"), bytes("BY"), bytes("store"))
                                    instanceof List<?> elements
                                ? elements.size()
                                : -1)));
  }

  private static Arguments read(
      String name, String key, Function<StringRedisTemplate, @Nullable Object> read) {
    return Arguments.of(name, key, read);
  }

  private static @Nullable GeoResults<?> radius(StringRedisTemplate template, String member) {
    return template.opsForGeo().radius("key", member, new Distance(1000));
  }

  private static int count(@Nullable GeoResults<?> results) {
    return results == null ? -1 : results.getContent().size();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("reads")
  void aReadAnswersAtOnceAndIsGuarded(
      String name, String key, Function<StringRedisTemplate, @Nullable Object> read) {
    Object expected = read.apply(template);

    int attempts =
        atomic.atomically(
            () -> {
              assertThat(read.apply(template)).isEqualTo(expected);
              if (AtomicContext.current().attempt() == 1) {
                redis.other().copy(key, "copy", true);
                redis.other().rename("copy", key);
              }
              template.opsForValue().set("done", "yes");
              return AtomicContext.current().attempt();
            });

    assertThat(attempts).isEqualTo(2);
  }
}
