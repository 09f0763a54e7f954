package dev.redisatomic.driver.jedis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.redisatomic.command.Command;
import dev.redisatomic.command.Words;
import dev.redisatomic.driver.Driver;
import dev.redisatomic.driver.PinnedConnection;
import dev.redisatomic.test.ClientMode;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;

/** Whose connections are taken: always those that the factory would give out now. */
@EachServer(modes = {ClientMode.REDIS_CLIENT, ClientMode.LEGACY_JEDIS})
class SingleServerTests {

  private final RedisSetup redis;

  SingleServerTests(RedisSetup redis) {
    this.redis = redis;
  }

  @Test
  void aFactoryThatWasStoppedAndStartedIsFollowed() {
    JedisConnectionFactory factory = (JedisConnectionFactory) redis.connectionFactory();
    JedisDriver driver = new JedisDriver(factory);
    Object before = idOfNext(driver);
    assertThat(idOfNext(driver)).isEqualTo(before);

    factory.stop();
    assertThatIllegalStateException().isThrownBy(() -> driver.open(Driver.NO_SLOT));

    factory.start();
    Object after = idOfNext(driver);
    assertThat(after).isNotEqualTo(before);
    assertThat(idOfNext(driver)).isEqualTo(after);
  }

  /** It may give out those of another client each time. */
  @Test
  void aFactoryOfTheApplicationsOwnIsAskedForEachAttempt() {
    AtomicInteger asked = new AtomicInteger();
    JedisConnectionFactory factory =
        new JedisConnectionFactory(
            new RedisStandaloneConfiguration(redis.server().host(), redis.server().port())) {
          @Override
          public RedisConnection getConnection() {
            asked.incrementAndGet();
            return super.getConnection();
          }
        };
    factory.start();
    try {
      JedisDriver driver = new JedisDriver(factory);
      idOfNext(driver);
      idOfNext(driver);
    } finally {
      factory.destroy();
    }

    assertThat(asked).hasValue(2);
  }

  private static Object idOfNext(Driver driver) {
    PinnedConnection pinned = driver.open(Driver.NO_SLOT);
    Object id = pinned.send(List.of(Command.of("CLIENT", Words.bytes("ID")))).get(0);
    pinned.release();
    return Objects.requireNonNull(id);
  }
}
