package dev.redisatomic.test;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClusterResetType;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.MigrateParams;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * A real cluster of three masters with a replica each, whose slots can be moved and whose nodes can
 * be lost. Whoever disturbs it leaves it stable: {@link #awaitStable()}.
 */
public final class RedisCluster implements AutoCloseable {

  public static final int SLOTS = 16_384;

  private static final int MASTERS = 3;
  private static final int MIGRATION_LIMIT_MILLIS = 5_000;
  private static final String[] CONFIG = {
    "cluster-enabled yes",
    "cluster-config-file nodes.conf",
    "cluster-node-timeout 1000",
    "cluster-announce-ip 127.0.0.1",
    // one lost master must not stop the others
    "cluster-require-full-coverage no",
    // replicas stay with their masters
    "cluster-migration-barrier 9",
    "cluster-replica-validity-factor 0",
    "repl-diskless-sync yes",
    "repl-diskless-sync-delay 0"
  };

  private static @Nullable RedisCluster shared;

  private final RedisBinary binary;
  private final List<RedisServer> nodes = new ArrayList<>();

  private RedisCluster(RedisBinary binary) {
    this.binary = binary;
  }

  /** The one that all tests share: of the newest server that there is. */
  public static synchronized RedisCluster shared() {
    if (shared == null) {
      shared = start(RedisBinary.newest());
    }
    return shared;
  }

  /** Returns when all nodes agree and all replicas are in step. */
  public static RedisCluster start(RedisBinary binary) {
    RedisCluster cluster = new RedisCluster(binary);
    for (int i = 0; i < 2 * MASTERS; i++) {
      cluster.nodes.add(RedisServer.startClusterNode(binary, CONFIG));
    }
    cluster.form();
    System.out.println("Redis under test: cluster of " + cluster.nodes.get(0).label());
    return cluster;
  }

  private void form() {
    for (int i = 0; i < nodes.size(); i++) {
      int number = i;
      on(
          nodes.get(i),
          jedis -> {
            jedis.clusterSetConfigEpoch(number + 1L);
            if (number < MASTERS) {
              jedis.clusterAddSlots(
                  IntStream.range(SLOTS * number / MASTERS, SLOTS * (number + 1) / MASTERS)
                      .toArray());
            }
          });
    }
    nodes.subList(1, nodes.size()).forEach(this::meet);
    for (int i = MASTERS; i < nodes.size(); i++) {
      follow(nodes.get(i), nodes.get(i - MASTERS));
    }
    awaitStable();
  }

  private void meet(RedisServer other) {
    on(nodes.get(0), jedis -> jedis.clusterMeet(other.host(), other.port()));
    Await.until(
        "all nodes know " + other,
        () ->
            ClusterView.of(other).members().size() >= 2
                && nodes.subList(0, nodes.indexOf(other)).stream()
                    .allMatch(
                        node ->
                            ClusterView.of(node).members().stream()
                                .anyMatch(m -> m.port() == other.port() && m.isWell())));
  }

  private void follow(RedisServer replica, RedisServer master) {
    String id = idOf(master);
    Await.until(
        replica + " knows its master",
        () -> {
          on(replica, jedis -> jedis.clusterReplicate(id));
          return true;
        });
  }

  /** A further master, without slots. */
  public RedisServer addNode() {
    RedisServer node = RedisServer.startClusterNode(binary, CONFIG);
    nodes.add(node);
    meet(node);
    awaitStable();
    return node;
  }

  /** Takes a node away that has no slots. */
  public void removeNode(RedisServer node) {
    String id = idOf(node);
    node.close();
    forget(node, id);
  }

  /** Takes a node away that has no slots, and leaves it running, to be closed by the caller. */
  public void forget(RedisServer node) {
    forget(node, idOf(node));
    // else it would be known again in a minute
    on(node, jedis -> jedis.clusterReset(ClusterResetType.HARD));
  }

  private void forget(RedisServer node, String id) {
    nodes.remove(node);
    nodes.forEach(other -> on(other, jedis -> jedis.clusterForget(id)));
  }

  /** Every node that runs sees the same cluster, all of it well, and all replicas are in step. */
  public void awaitStable() {
    Await.until("the cluster is stable", this::isStable);
  }

  private boolean isStable() {
    Set<String> views = new HashSet<>();
    for (RedisServer node : nodes) {
      ClusterView view = ClusterView.of(node);
      views.add(view.agreement());
      if (view.members().size() != nodes.size()
          || !view.members().stream().allMatch(ClusterView.Member::isWell)) {
        return false;
      }
      try (Jedis jedis = new Jedis(node.host(), node.port())) {
        String replication = jedis.info("replication");
        if (!jedis.clusterInfo().contains("cluster_state:ok")
            || (replication.contains("role:slave")
                && !replication.contains("master_link_status:up"))) {
          return false;
        }
      }
    }
    return views.size() == 1;
  }

  /** All nodes, in the order in which they were started. */
  public List<RedisServer> nodes() {
    return List.copyOf(nodes);
  }

  public String label() {
    return "cluster of " + nodes.get(0).label();
  }

  /** Those that own slots, by their own account. */
  public List<RedisServer> masters() {
    return nodes.stream()
        .filter(
            node -> {
              ClusterView.Member myself = ClusterView.of(node).myself();
              return myself.isMaster() && !myself.slots().isEmpty();
            })
        .toList();
  }

  /** By the account of those that run. */
  public RedisServer ownerOf(int slot) {
    for (RedisServer node : nodes) {
      if (node.isRunning()) {
        ClusterView.Member myself = ClusterView.of(node).myself();
        if (myself.isMaster() && myself.slots().get(slot)) {
          return node;
        }
      }
    }
    throw new IllegalStateException("Nobody owns slot " + slot);
  }

  /**
   * Whether all nodes that run see the same owner. A slot that moves again before they do may end
   * with two owners, or with none.
   */
  public boolean isAgreedOn(int slot) {
    return nodes.stream()
            .filter(RedisServer::isRunning)
            .map(node -> ClusterView.of(node).ownerOf(slot).map(ClusterView.Member::id))
            .distinct()
            .count()
        == 1;
  }

  /** A master that does not own the slot. */
  public RedisServer otherThan(RedisServer owner) {
    return masters().stream().filter(node -> node != owner).findFirst().orElseThrow();
  }

  public RedisServer replicaOf(RedisServer master) {
    String id = idOf(master);
    return nodes.stream()
        .filter(RedisServer::isRunning)
        .filter(node -> ClusterView.of(node).myself().master().equals(id))
        .findFirst()
        .orElseThrow();
  }

  /** Moves a slot with its keys, as an administrator does. */
  public void move(int slot, RedisServer to) {
    RedisServer from = ownerOf(slot);
    if (from != to) {
      beginMove(slot, to);
      moveKeys(slot, from, to);
      finishMove(slot, from, to);
    }
  }

  /** From here on, the owner sends whoever asks for a missing key to the other one. */
  public void beginMove(int slot, RedisServer to) {
    RedisServer from = ownerOf(slot);
    String fromId = idOf(from);
    String toId = idOf(to);
    on(to, jedis -> jedis.clusterSetSlotImporting(slot, fromId));
    on(from, jedis -> jedis.clusterSetSlotMigrating(slot, toId));
  }

  public void moveKeys(int slot, RedisServer from, RedisServer to) {
    on(
        from,
        jedis -> {
          List<String> keys = jedis.clusterGetKeysInSlot(slot, 100);
          while (!keys.isEmpty()) {
            jedis.migrate(
                to.host(),
                to.port(),
                MIGRATION_LIMIT_MILLIS,
                MigrateParams.migrateParams(),
                keys.toArray(String[]::new));
            keys = jedis.clusterGetKeysInSlot(slot, 100);
          }
        });
  }

  public void finishMove(int slot, RedisServer from, RedisServer to) {
    String id = idOf(to);
    on(to, jedis -> jedis.clusterSetSlotNode(slot, id));
    try {
      on(from, jedis -> jedis.clusterSetSlotNode(slot, id));
    } catch (JedisDataException e) {
      // with its last slot gone, a master follows the new owner as soon as it hears of it
      if (!String.valueOf(e.getMessage()).contains("SETSLOT only with masters")) {
        throw e;
      }
    }
  }

  /** The keys that have moved stay where they are. */
  public void giveUpMove(int slot, RedisServer from, RedisServer to) {
    on(to, jedis -> jedis.clusterSetSlotStable(slot));
    on(from, jedis -> jedis.clusterSetSlotStable(slot));
  }

  /** The replica takes over without losing anything. */
  public void failOver(RedisServer master) {
    RedisServer replica = replicaOf(master);
    on(replica, jedis -> jedis.clusterFailover());
    Await.until(replica + " has taken over", () -> ClusterView.of(replica).myself().isMaster());
  }

  /** Ends a master as {@code kill -9} does, and waits for its replica to take over. */
  public void kill(RedisServer master) {
    RedisServer replica = replicaOf(master);
    master.kill();
    Await.until(replica + " has taken over", () -> ClusterView.of(replica).myself().isMaster());
  }

  /** Brings a killed node back, as a replica. */
  public void restart(RedisServer node) {
    node.restart();
    awaitStable();
  }

  /** In all masters. */
  public void flushAll() {
    masters().forEach(node -> on(node, Jedis::flushAll));
  }

  /** Where a factory begins to look. */
  public Set<HostAndPort> seeds() {
    Set<HostAndPort> seeds = new HashSet<>();
    nodes.forEach(node -> seeds.add(new HostAndPort(node.host(), node.port())));
    return seeds;
  }

  /** A text that, as a hash tag, leads to a slot that this node owns. */
  public String tagOn(RedisServer master) {
    return tagIn(ClusterView.of(master).myself().slots().nextSetBit(0));
  }

  /** A text that, as a hash tag, leads to this slot. */
  public static String tagIn(int slot) {
    return IntStream.range(0, Integer.MAX_VALUE)
        .mapToObj(Integer::toString)
        .filter(tag -> slotOf(tag) == slot)
        .findFirst()
        .orElseThrow();
  }

  public static int slotOf(String key) {
    return JedisClusterCRC16.getSlot(key);
  }

  private static String idOf(RedisServer node) {
    try (Jedis jedis = new Jedis(node.host(), node.port())) {
      return jedis.clusterMyId();
    }
  }

  /** On a connection of its own, to this node and no other. */
  public static void on(RedisServer node, Use use) {
    try (Jedis jedis = new Jedis(node.host(), node.port())) {
      use.with(jedis);
    }
  }

  /** What to do with a connection to a node. */
  @FunctionalInterface
  public interface Use {
    void with(Jedis jedis);
  }

  @Override
  public void close() {
    nodes.forEach(RedisServer::close);
  }
}
