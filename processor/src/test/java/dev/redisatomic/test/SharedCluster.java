package dev.redisatomic.test;

import dev.redisatomic.testserver.RedisBinary;
import dev.redisatomic.testserver.RedisCluster;
import dev.redisatomic.testserver.RedisServer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientPauseMode;
import redis.clients.jedis.args.ClusterFailoverOption;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.params.MigrateParams;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * The cluster that all tests share: three masters with a replica each, whose slots can be moved and
 * whose nodes can be lost. A test that disturbs it calls {@link #awaitStable()}.
 */
public final class SharedCluster {

  public static final int SLOTS = 16_384;

  private static final int MASTERS = 3;
  private static final int MIGRATION_LIMIT_MILLIS = 5_000;
  private static final int FAILOVER_LIMIT_MILLIS = 5_000;
  private static final String[] CONFIG = {
    // no node is replaced because it was slow, only by failOver and kill
    "cluster-node-timeout 60000",
    // one lost master must not stop the others
    "cluster-require-full-coverage no",
    // replicas stay with their masters
    "cluster-migration-barrier 9",
    "cluster-replica-validity-factor 0"
  };

  private static @Nullable SharedCluster shared;

  private final RedisCluster cluster;

  private SharedCluster(RedisCluster cluster) {
    this.cluster = cluster;
  }

  /** Of the server that is installed, or else of the embedded one. */
  public static synchronized SharedCluster get() {
    if (shared == null) {
      shared = new SharedCluster(RedisCluster.start(RedisBinary.find(), MASTERS, 1, CONFIG));
      System.out.println("Redis under test: " + shared.label());
    }
    return shared;
  }

  /** A further master, without slots. */
  public RedisServer addNode() {
    return cluster.addNode();
  }

  /** Takes a node away that has no slots. */
  public void removeNode(RedisServer node) {
    cluster.forget(node);
    node.close();
  }

  /** Takes a node away that has no slots, and leaves it running, to be closed by the caller. */
  public void forget(RedisServer node) {
    cluster.forget(node);
  }

  /** Every node sees the same cluster, all of it well, and all replicas are in step. */
  public void awaitStable() {
    cluster.awaitStable();
  }

  /** All nodes, in the order in which they were started. */
  public List<RedisServer> nodes() {
    return cluster.nodes();
  }

  public String label() {
    return "cluster of " + nodes().get(0).binary();
  }

  /** Those that own slots, by their own account. */
  public List<RedisServer> masters() {
    return nodes().stream()
        .filter(
            node -> {
              ClusterView.Member myself = ClusterView.of(node).myself();
              return myself.isMaster() && !myself.slots().isEmpty();
            })
        .toList();
  }

  /** By the account of those that run. */
  public RedisServer ownerOf(int slot) {
    for (RedisServer node : nodes()) {
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
    return nodes().stream()
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
    return nodes().stream()
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

  /**
   * Begins to move a slot: the owner now sends clients that ask for a missing key to the other one.
   */
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

  /**
   * The replica takes over without losing anything, as with {@code CLUSTER FAILOVER}: writes wait
   * until it has. Redis' own command asks the other masters, who agree only once in a while.
   */
  public void failOver(RedisServer master) {
    RedisServer replica = replicaOf(master);
    on(
        master,
        jedis -> {
          jedis.clientPause(FAILOVER_LIMIT_MILLIS, ClientPauseMode.WRITE);
          Await.until(
              replica + " is in step",
              () -> offset(master, "master_repl_offset") == offset(replica, "slave_repl_offset"));
          takeOver(replica);
          Await.until(master + " follows", () -> !ClusterView.of(master).myself().isMaster());
          jedis.clientUnpause();
        });
  }

  private static long offset(RedisServer node, String property) {
    long[] offset = {-1};
    on(
        node,
        jedis ->
            jedis
                .info("replication")
                .lines()
                .filter(line -> line.startsWith(property + ":"))
                .forEach(line -> offset[0] = Long.parseLong(line.replaceFirst(".*:", ""))));
    return offset[0];
  }

  /** Ends a master as {@code kill -9} does, and has its replica take over at once. */
  public void kill(RedisServer master) {
    RedisServer replica = replicaOf(master);
    master.kill();
    takeOver(replica);
  }

  private static void takeOver(RedisServer replica) {
    on(replica, jedis -> jedis.clusterFailover(ClusterFailoverOption.TAKEOVER));
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
    nodes().forEach(node -> seeds.add(new HostAndPort(node.host(), node.port())));
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
}
