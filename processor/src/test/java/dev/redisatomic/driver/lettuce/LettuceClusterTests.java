package dev.redisatomic.driver.lettuce;

import static dev.redisatomic.driver.lettuce.LettuceSetUp.send;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.driver.ErrorReply;
import dev.redisatomic.driver.PinnedConnection;
import dev.redisatomic.test.Await;
import dev.redisatomic.test.SharedCluster;
import dev.redisatomic.testserver.RedisServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisClusterConfiguration;

/** What has to be known of a cluster where connections to its nodes are of the driver's own. */
class LettuceClusterTests {
  private static final String NAME = "of-atomic-methods";

  private final SharedCluster cluster = SharedCluster.get();
  private final LettuceSetUp lettuce = new LettuceSetUp();

  @AfterEach
  void close() {
    lettuce.close();
    cluster.awaitStable();
  }

  private RedisClusterConfiguration configuration() {
    RedisClusterConfiguration nodes = new RedisClusterConfiguration();
    cluster.nodes().forEach(node -> nodes.clusterNode(node.host(), node.port()));
    return nodes;
  }

  private LettuceDriver driver(RedisClusterConfiguration configuration) {
    return lettuce.driver(lettuce.factory(configuration, client -> client.clientName(NAME)));
  }

  /** Nodes say where the others are, but not how to log in there. */
  @Test
  void userAndNameArriveAtEachNode() {
    for (RedisServer node : cluster.nodes()) {
      SharedCluster.on(
          node, jedis -> jedis.aclSetUser("app", "on", ">secret", "~*", "&*", "+@all"));
    }
    RedisClusterConfiguration configuration = configuration();
    configuration.setUsername("app");
    configuration.setPassword("secret");
    try {
      LettuceDriver driver = driver(configuration);
      for (RedisServer master : cluster.masters()) {
        PinnedConnection connection = driver.open(SharedCluster.slotOf(cluster.tagOn(master)));

        assertThat((byte[]) send(connection, "ACL", "WHOAMI")).asString(UTF_8).isEqualTo("app");
        assertThat((byte[]) send(connection, "CLIENT", "GETNAME")).asString(UTF_8).isEqualTo(NAME);
        connection.release();
      }
    } finally {
      cluster.nodes().forEach(node -> SharedCluster.on(node, jedis -> jedis.aclDelUser("app")));
    }
  }

  private static List<String> connectionsTo(RedisServer node) {
    List<String> lines = new ArrayList<>();
    SharedCluster.on(
        node,
        jedis ->
            jedis.clientList().lines().filter(line -> line.contains(NAME)).forEach(lines::add));
    return lines;
  }

  /** So that the next connection for the slot leads to its new owner. */
  private static void beSentElsewhere(LettuceDriver driver, int slot) {
    PinnedConnection misrouted = driver.open(slot);
    assertThat(send(misrouted, "GET", SharedCluster.tagIn(slot))).isInstanceOf(ErrorReply.class);
    misrouted.release();
  }

  @Test
  void connectionsToANodeThatHasLeftAreClosed() {
    RedisServer home = cluster.masters().get(0);
    RedisServer other = cluster.otherThan(home);
    int slot = SharedCluster.slotOf(cluster.tagOn(home));
    LettuceDriver driver = driver(configuration());
    driver.open(slot).release();
    RedisServer added = cluster.addNode();
    try (added) {
      cluster.move(slot, added);
      beSentElsewhere(driver, slot);
      driver.open(slot).release();
      cluster.awaitStable();
      cluster.move(slot, home);
      cluster.awaitStable();
      beSentElsewhere(driver, slot);
      PinnedConnection inUse = driver.open(slot);
      assertThat(connectionsTo(added)).hasSize(1);

      cluster.forget(added);
      cluster.move(slot, other);
      assertThat(send(inUse, "GET", SharedCluster.tagIn(slot))).isInstanceOf(ErrorReply.class);
      inUse.release();

      Await.until("they are closed", () -> connectionsTo(added).isEmpty());
      assertThat(connectionsTo(home)).isNotEmpty();
    } finally {
      cluster.awaitStable();
      cluster.move(slot, home);
    }
  }
}
