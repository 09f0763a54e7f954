package dev.redisatomic.driver.lettuce;

import static dev.redisatomic.driver.lettuce.LettuceSetUp.send;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.redisatomic.driver.Driver;
import dev.redisatomic.driver.PinnedConnection;
import dev.redisatomic.test.ClientMode;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.testserver.RedisServer;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCredentials;
import io.lettuce.core.RedisCredentialsProvider;
import io.lettuce.core.RedisURI;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisSocketConfiguration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.connection.lettuce.RedisCredentialsProviderFactory;
import reactor.core.publisher.Mono;
import redis.clients.jedis.Jedis;

/** Ways to a server that only Lettuce knows: atomic methods take them, too. */
@EachServer(modes = ClientMode.LETTUCE)
class LettuceSettingsTests {
  private final RedisSetup redis;
  private final LettuceSetUp lettuce = new LettuceSetUp();

  LettuceSettingsTests(RedisSetup redis) {
    this.redis = redis;
  }

  @AfterEach
  void close() {
    lettuce.close();
  }

  private RedisServer serverWithUser() {
    return RedisServer.start(
        redis.server().binary(),
        "user default on nopass ~* &* +@all",
        "user app on >first ~* &* +@all");
  }

  private static RedisStandaloneConfiguration to(RedisServer server) {
    return new RedisStandaloneConfiguration(server.host(), server.port());
  }

  private static void assertUser(Driver driver) {
    PinnedConnection connection = driver.open(Driver.NO_SLOT);
    try {
      assertThat((byte[]) send(connection, "ACL", "WHOAMI")).asString(UTF_8).isEqualTo("app");
    } finally {
      connection.destroy();
    }
  }

  /** As Boot's customizers set it, for passwords that change. */
  @Test
  void aCredentialsProviderIsAskedForEachConnection() {
    AtomicReference<String> password = new AtomicReference<>("first");
    RedisCredentialsProvider provider =
        () -> Mono.fromSupplier(() -> RedisCredentials.just("app", password.get()));
    try (RedisServer own = serverWithUser();
        Jedis admin = new Jedis(own.host(), own.port())) {
      LettuceDriver driver =
          lettuce.driver(
              lettuce.factory(
                  to(own),
                  client ->
                      client.redisCredentialsProviderFactory(
                          new RedisCredentialsProviderFactory() {
                            @Override
                            public RedisCredentialsProvider createCredentialsProvider(
                                RedisConfiguration configuration) {
                              return provider;
                            }
                          })));
      assertUser(driver);

      admin.aclSetUser("app", "resetpass", ">second");
      password.set("second");

      assertUser(driver);
    }
  }

  /** The address is then in the client alone, not in the factory's configuration. */
  @Test
  void aSubclassThatMakesItsOwnClientIsFollowed() {
    try (RedisServer own = serverWithUser()) {
      LettuceConnectionFactory factory =
          new LettuceConnectionFactory(to(redis.server())) {
            @Override
            protected AbstractRedisClient createClient() {
              return RedisClient.create(
                  RedisURI.Builder.redis(own.host(), own.port())
                      .withAuthentication("app", "first")
                      .build());
            }
          };
      factory.afterPropertiesSet();
      factory.start();
      try (LettuceDriver driver = new LettuceDriver(factory)) {
        assertUser(driver);
      } finally {
        factory.destroy();
      }
    }
  }

  /** With such a transport it works: the tests of the starter have one among their dependencies. */
  @Test
  void aUnixSocketIsRefusedWithWordsWithoutANativeTransport() {
    LettuceDriver driver =
        lettuce.driver(lettuce.factory(new RedisSocketConfiguration("/tmp/redis.sock")));

    assertThat(catchThrowable(() -> driver.open(Driver.NO_SLOT)))
        .isInstanceOf(DataAccessResourceFailureException.class)
        .hasMessageContaining("requires epoll or kqueue");
  }

  /** Redis does not know it, so the application's own connection fails as well. */
  @Test
  void startTlsIsRefusedWithWords() {
    LettuceConnectionFactory factory =
        lettuce.factory(to(redis.server()), client -> client.useSsl().startTls());
    assertThat(
            catchThrowable(
                () -> {
                  try (RedisConnection applications = factory.getConnection()) {
                    applications.ping();
                  }
                }))
        .isNotNull();
    LettuceDriver driver = lettuce.driver(factory);

    assertThat(catchThrowable(() -> driver.open(Driver.NO_SLOT)))
        .isInstanceOf(DataAccessResourceFailureException.class)
        .hasMessageStartingWith("No connection to Redis: not an SSL/TLS record");
  }
}
