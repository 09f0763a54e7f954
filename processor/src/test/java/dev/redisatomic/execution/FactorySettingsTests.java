package dev.redisatomic.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.Queued;
import dev.redisatomic.test.Bodies;
import dev.redisatomic.test.ConnectionOptions;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.Protocol;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import dev.redisatomic.testserver.RedisServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.DefaultTypedTuple;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.ZSetOperations.TypedTuple;
import org.springframework.data.redis.serializer.RedisSerializer;
import redis.clients.jedis.Jedis;

/** The connection is one of the factory's, so what the factory is told holds for attempts. */
@EachServer(everyMode = true)
class FactorySettingsTests {

  private final RedisSetup setup;

  FactorySettingsTests(RedisSetup setup) {
    this.setup = setup;
  }

  @BeforeEach
  void empty() {
    setup.flushAll();
  }

  interface Use {
    void of(Bodies atomic, StringRedisTemplate redis) throws Exception;
  }

  private void with(Consumer<ConnectionOptions> options, Use use) throws Exception {
    RedisConnectionFactory factory = setup.connectionFactory(options);
    try (TestApplication bodies = TestApplication.on(factory).start(Bodies.class)) {
      use.of(bodies.methods(), new StringRedisTemplate(factory));
    }
  }

  @Test
  void theDatabaseIsTheFactorys() throws Exception {
    with(
        options -> options.database(3).poolOfOne(),
        (atomic, redis) -> {
          redis.opsForValue().set("key", "in 3");
          setup.other().set("key", "in 0");

          atomic.run(
              () -> redis.opsForValue().set("copy", redis.opsForValue().get("key") + "!"), "key");

          assertThat(redis.opsForValue().get("copy")).isEqualTo("in 3!");
          assertThat(setup.other().exists("copy")).isFalse();
        });
  }

  @Test
  void theClientNameIsTheFactorys() throws Exception {
    with(
        options -> options.clientName("named").poolOfOne(),
        (atomic, redis) ->
            atomic.run(
                () -> {
                  redis.opsForValue().get("key");
                  assertThat(setup.admin().clientList().lines())
                      .filteredOn(line -> line.contains(" name=named "))
                      .singleElement()
                      .asString()
                      .contains("cmd=get");
                }));
  }

  @Test
  void thePasswordIsTheFactorys() throws Exception {
    try (RedisServer own = RedisServer.start(setup.server().binary(), "requirepass secret")) {
      with(
          options -> options.port(own.port()).password("secret").poolOfOne(),
          this::assertReadsAndWrites);
    }
  }

  @Test
  void theUserIsTheFactorys() throws Exception {
    try (RedisServer own =
            RedisServer.start(
                setup.server().binary(),
                "user default on nopass ~* +@all",
                "user app on >secret ~* +@all");
        Jedis admin = new Jedis(own.host(), own.port())) {
      with(
          options -> options.port(own.port()).user("app", "secret").poolOfOne(),
          (atomic, redis) -> {
            assertReadsAndWrites(atomic, redis);
            atomic.run(
                () -> {
                  redis.opsForValue().get("key");
                  assertThat(admin.clientList()).contains("user=app");
                });
          });
    }
  }

  private void assertReadsAndWrites(Bodies atomic, StringRedisTemplate redis) throws Exception {
    for (int i = 0; i < 2; i++) {
      atomic.run(() -> redis.opsForValue().set("key", redis.opsForValue().get("key") + "!"), "key");
    }
    assertThat(redis.opsForValue().get("key")).isEqualTo("null!!");
  }

  @ParameterizedTest
  @EnumSource
  void repliesOfEitherProtocolAreUnderstood(Protocol protocol) throws Exception {
    with(options -> options.protocol(protocol).poolOfOne(), this::assertRepliesUnderstood);
  }

  private void assertRepliesUnderstood(Bodies atomic, StringRedisTemplate redis) throws Exception {
    setup.other().hset("hash", Map.of("f", "1", "g", "2"));
    setup.other().sadd("set", "m");
    setup.other().zadd("zset", Map.of("x", 1.5, "y", 2.0));
    setup.other().rpush("list", "first", "second");
    TypedTuple<String> x = new DefaultTypedTuple<>("x", 1.5);
    List<Queued<?>> results = new ArrayList<>();
    int[] runs = {0};

    atomic.run(
        () -> {
          results.clear();
          assertThat(redis.opsForHash().entries("hash")).isEqualTo(Map.of("f", "1", "g", "2"));
          assertThat(redis.opsForSet().members("set")).isEqualTo(Set.of("m"));
          assertThat(redis.opsForSet().isMember("set", "m")).isTrue();
          assertThat(redis.opsForZSet().rangeWithScores("zset", 0, 0)).containsExactly(x);
          assertThat(redis.opsForZSet().score("zset", "y")).isEqualTo(2.0);
          assertThat(redis.opsForValue().get("missing")).isNull();
          if (++runs[0] == 1) {
            setup.other().set("missing", "");
            setup.other().del("missing");
          }
          results.add(Queued.<@Nullable Long>of(redis.opsForValue().increment("counter")));
          results.add(Queued.of(redis.opsForList().leftPop("list"), RedisSerializer.string()));
          results.add(
              Queued.<@Nullable Double>of(redis.opsForZSet().incrementScore("new", "x", 2)));
          results.add(Queued.<@Nullable Boolean>of(redis.expire("hash", Duration.ofHours(1))));
          results.add(Queued.<@Nullable Boolean>of(redis.delete("nothing")));
        });

    assertThat(runs[0]).as("the conflict is seen").isEqualTo(2);
    assertThat(results.stream().<Object>map(Queued::get).toList())
        .isEqualTo(List.of(1L, "first", 2.0, true, false));
  }
}
