package dev.redisatomic.driver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.redisatomic.command.Key;
import dev.redisatomic.command.Words;
import dev.redisatomic.test.RecordingProxy;
import dev.redisatomic.testserver.RedisServer;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import redis.clients.jedis.Jedis;

/** {@link DriverProvider}, {@link Driver#probe}, and the settings of the connection factory. */
interface SetUpContract extends DriverContract {

  @Test
  default void theProviderIsFoundAndSupportsItsFactoriesAlone() {
    RedisConnectionFactory other =
        (RedisConnectionFactory)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {RedisConnectionFactory.class},
                (proxy, method, arguments) -> null);

    assertThat(SpringFactoriesLoader.loadFactories(DriverProvider.class, null))
        .hasAtLeastOneElementOfType(provider().getClass());
    assertThat(provider().isAvailable(getClass().getClassLoader())).isTrue();
    assertThat(provider().supports(connect(options()))).isTrue();
    assertThat(provider().supports(other)).isFalse();
    assertThat(provider().leadsToCluster(connect(options()))).isFalse();
    assertThat(provider().dependency()).matches("[^:]+:[^:]+");
    assertThat(provider().clientType()).matches("[a-z]+");
  }

  @Test
  default void makingADriverSendsNothing() throws IOException {
    RedisConnectionFactory nowhere = connect(FactoryOptions.port(RedisServer.freePort()));

    assertThat(provider().create(nowhere)).isNotNull();
  }

  @Test
  default void theProbeAsksOnceAndGivesItsConnectionBack() {
    try (RecordingProxy proxy = new RecordingProxy(redis().server())) {
      Driver driver = driver(FactoryOptions.port(proxy.port()));
      assertThat(proxy.commands()).contains(List.of("MULTI"), List.of("EXEC"));
      proxy.reset();

      driver.probe();

      assertThat(proxy.commands()).isEmpty();
      try (HeldConnection only = DriverContract.open(driver)) {
        assertThat(only.send("PING")).isNotNull();
      }
    }
  }

  @Test
  default void aProbeWhoseConnectionIsLostFailsAsOpenDoesAndTheNextOneMaySucceed() {
    try (RecordingProxy proxy = new RecordingProxy(redis().server())) {
      Driver driver = provider().create(connect(FactoryOptions.port(proxy.port())));
      DriverContract.open(driver).release();
      proxy.cutBeforeNext(command -> true);

      assertThat(catchThrowable(driver::probe)).isInstanceOf(DataAccessException.class);

      driver.probe();
      assertThat(driver.view(command -> null).stringCommands().get(Words.bytes("key"))).isNull();
    }
  }

  @Test
  default void aUserWithoutTheRightToTransactionsIsRefusedUntilHeHasIt() {
    try (RedisServer own =
            RedisServer.start(
                redis().server().binary(),
                "user default on nopass ~* &* +@all",
                "user app on >" + FactoryOptions.PASSWORD + " ~* +@all -multi");
        Jedis admin = new Jedis(own.host(), own.port())) {
      Driver driver = provider().create(connect(FactoryOptions.port(own.port()).user("app")));

      assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
          .isThrownBy(driver::probe)
          .withMessageContaining("MULTI")
          .withMessageContaining("NOPERM");

      admin.aclSetUser("app", "+multi");
      driver.probe();
      try (HeldConnection only = DriverContract.open(driver)) {
        assertThat((byte[]) only.send("ACL", "WHOAMI")).asString(UTF_8).isEqualTo("app");
      }
    }
  }

  @Test
  default void theDatabaseIsTheFactorys() {
    try (HeldConnection connection = DriverContract.open(driver(options().database(3)))) {
      connection.send("SET", "key", "value");
    }
    redis().admin().select(3);
    try {
      assertThat(redis().admin().get("key")).isEqualTo("value");
    } finally {
      redis().admin().select(0);
    }
    assertThat(redis().other().exists("key")).isFalse();
  }

  @Test
  default void theClientNameIsTheFactorys() {
    try (HeldConnection connection = DriverContract.open(driver(options().clientName("mine")))) {
      assertThat((byte[]) connection.send("CLIENT", "GETNAME")).asString(UTF_8).isEqualTo("mine");
    }
  }

  @Test
  default void keysHaveNoSlotOnASingleServer() {
    Driver driver = driver(options());

    assertThat(driver.slotOf(Key.of(Words.bytes("key")))).isEqualTo(Driver.NO_SLOT);
    assertThat(driver.slotOf(Key.of(Words.bytes("{tag}key")))).isEqualTo(Driver.NO_SLOT);
  }
}
