package dev.redisatomic.driver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.command.Key;
import dev.redisatomic.command.Words;
import dev.redisatomic.test.ClusterSetup;
import dev.redisatomic.test.SharedCluster;
import dev.redisatomic.testserver.RedisServer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/**
 * What a driver that supports Redis Cluster must do besides {@link DriverContractTests}: know the
 * slots of keys and their owners.
 */
public abstract class ClusterDriverContractTests {

  private final SharedCluster cluster;
  private final DriverProvider provider;
  private final RedisConnectionFactory factory;
  private final Driver driver;

  /** With a started factory to the cluster, whose pools hold one connection for each node. */
  protected ClusterDriverContractTests(
      ClusterSetup setup, DriverProvider provider, RedisConnectionFactory factory) {
    this.cluster = setup.cluster();
    this.provider = provider;
    this.factory = factory;
    this.driver = provider.create(factory);
  }

  @BeforeEach
  void probe() {
    driver.probe();
  }

  private HeldConnection open(int slot) {
    return new HeldConnection(driver.open(slot));
  }

  private static String text(@Nullable Object reply) {
    assertThat(reply).isInstanceOf(byte[].class);
    return new String((byte[]) reply, UTF_8);
  }

  /** The port of the server at the other end. */
  private static int portOf(HeldConnection connection) {
    Object reply = connection.send("CONFIG", "GET", "port");
    if (reply instanceof Map<?, ?> map) {
      return Integer.parseInt(text(map.values().iterator().next()));
    }
    if (reply instanceof List<?> list) {
      return Integer.parseInt(text(list.get(1)));
    }
    throw new AssertionError("Not a setting: " + reply);
  }

  @Test
  void theFactoryLeadsToACluster() {
    assertThat(provider.leadsToCluster(factory)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"key", "{tag}one", "two{tag}", "{}empty", "{a}{b}", "{open", "é"})
  void theSlotOfAKeyIsThatOfTheServer(String key) {
    try (HeldConnection connection = open(Driver.NO_SLOT)) {
      assertThat(connection.send("CLUSTER", "KEYSLOT", key))
          .isEqualTo((long) driver.slotOf(Key.of(Words.bytes(key))));
    }
  }

  @Test
  void aConnectionForASlotLeadsToItsOwner() {
    for (RedisServer master : cluster.masters()) {
      String tag = cluster.tagOn(master);
      try (HeldConnection connection = open(driver.slotOf(Key.of(Words.bytes(tag))))) {
        assertThat(portOf(connection)).isEqualTo(master.port());
        assertThat(text(connection.send("SET", tag, "value"))).isEqualTo("OK");
      }
    }
  }

  @Test
  void aConnectionForNoSlotLeadsToAMaster() {
    for (int i = 0; i < 20; i++) {
      try (HeldConnection connection = open(Driver.NO_SLOT)) {
        assertThat(connection.send("ROLE"))
            .isInstanceOfSatisfying(
                List.class, role -> assertThat(text(role.get(0))).isEqualTo("master"));
      }
    }
  }

  @Test
  void eachNodeHasAPoolOfItsOwn() {
    List<HeldConnection> held =
        cluster.masters().stream()
            .map(master -> open(driver.slotOf(Key.of(Words.bytes(cluster.tagOn(master))))))
            .toList();

    assertThat(held.stream().map(ClusterDriverContractTests::portOf).distinct()).hasSize(3);
    assertThatExceptionOfType(TransientDataAccessResourceException.class)
        .isThrownBy(() -> open(Driver.NO_SLOT));

    held.forEach(HeldConnection::close);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aDriverThatWasSentElsewhereKnowsItOnceTheConnectionIsGivenBack(boolean release) {
    RedisServer owner = cluster.masters().get(0);
    RedisServer other = cluster.otherThan(owner);
    String tag = cluster.tagOn(owner);
    int slot = driver.slotOf(Key.of(Words.bytes(tag)));
    open(slot).close();
    cluster.move(slot, other);
    try {
      HeldConnection misrouted = open(slot);
      assertThat(misrouted.send("GET", tag))
          .isInstanceOfSatisfying(
              ErrorReply.class,
              error -> {
                assertThat(error.code()).isEqualTo("MOVED");
                assertThat(error.kind()).isEqualTo(ErrorReply.Kind.MISROUTED);
                assertThat(error.translated()).isInstanceOf(DataAccessException.class);
              });
      if (release) {
        misrouted.release();
      } else {
        misrouted.destroy();
      }

      try (HeldConnection next = open(slot)) {
        assertThat(portOf(next)).isEqualTo(other.port());
        assertThat(next.send("GET", tag)).isNotInstanceOf(ErrorReply.class);
      }
    } finally {
      // a slot that moves again before all nodes have heard of the first time gets no new epoch
      cluster.awaitStable();
      cluster.move(slot, owner);
      cluster.awaitStable();
    }
  }
}
