package dev.redisatomic.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.UnreplicatedCommitException;
import dev.redisatomic.test.Bodies;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.Protocol;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import dev.redisatomic.testserver.RedisServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import redis.clients.jedis.Jedis;

/** A user who may do what the application does, and the commands that the README names besides. */
@EachServer
class MinimalRightsTests {

  private static final String TRANSACTIONS = "+watch +unwatch +multi +exec";

  private final RedisSetup setup;

  MinimalRightsTests(RedisSetup setup) {
    this.setup = setup;
  }

  private void readsAndWritesAs(String rights, Protocol protocol, String... properties)
      throws Exception {
    try (RedisServer own =
            RedisServer.start(
                setup.server().binary(),
                "user default on nopass ~* &* +@all",
                "user app on >secret " + rights);
        Jedis admin = new Jedis(own.host(), own.port())) {
      RedisConnectionFactory factory =
          setup.connectionFactory(
              o -> o.port(own.port()).user("app", "secret").protocol(protocol).poolOfOne());
      StringRedisTemplate redis = new StringRedisTemplate(factory);
      int[] runs = {0};
      try (TestApplication bodies =
          TestApplication.on(factory).properties(properties).start(Bodies.class)) {
        bodies
            .methods()
            .run(
                () -> {
                  String value = redis.opsForValue().get("app:key");
                  if (++runs[0] == 1) {
                    admin.set("app:key", "theirs");
                  }
                  redis.opsForValue().set("app:key", value + " and ours");
                },
                "app:key");
        bodies.methods().call(() -> redis.opsForValue().get("app:key"));
      }
      assertThat(admin.get("app:key")).isEqualTo("theirs and ours");
      assertThat(admin.aclLog())
          .as("what was refused, if anything: only what the client says about itself")
          .allMatch(entry -> entry.getObject().startsWith("client"));
    }
  }

  @ParameterizedTest
  @EnumSource
  void theFourCommandsOfATransactionAreEnough(Protocol protocol) throws Exception {
    readsAndWritesAs("~app:* +get +set " + TRANSACTIONS, protocol);
  }

  @Test
  void exactlyOnceNeedsItsMarkers() throws Exception {
    readsAndWritesAs(
        "~app:* ~redis-atomic-* +get +set " + TRANSACTIONS,
        Protocol.RESP3,
        "redis.atomic.exactly-once=true");
  }

  @Test
  void waitingForReplicasNeedsWait() {
    // none is connected, so it is asked for, and not waited for long
    assertThatExceptionOfType(UnreplicatedCommitException.class)
        .isThrownBy(
            () ->
                readsAndWritesAs(
                    "~app:* +get +set +wait " + TRANSACTIONS,
                    Protocol.RESP3,
                    "redis.atomic.wait-replicas=1",
                    "redis.atomic.wait-timeout=1ms"));
  }
}
