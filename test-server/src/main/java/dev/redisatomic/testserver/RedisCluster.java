package dev.redisatomic.testserver;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * A real Redis Cluster on free loopback ports, whose masters share all slots evenly. It ends with
 * {@link #close()}, and at the latest when the JVM ends normally.
 *
 * <p>Its nodes can be killed and restarted. After that, {@link #awaitStable()} tells when the
 * cluster is well again. Safe for use by several threads.
 */
public final class RedisCluster implements AutoCloseable {

  private static final int SLOTS = 16_384;
  private static final int DEFAULT_MASTERS = 3;
  private static final List<String> CONFIG =
      List.of(
          "cluster-enabled yes",
          "cluster-config-file nodes.conf",
          "cluster-announce-ip " + RedisServer.HOST,
          "repl-diskless-sync yes",
          "repl-diskless-sync-delay 0");

  private final RedisBinary binary;
  private final String[] config;
  private final List<RedisServer> nodes = new CopyOnWriteArrayList<>();

  private RedisCluster(RedisBinary binary, String... extra) {
    this.binary = binary;
    Stream<String> password =
        ServerConfig.server(extra).password().map(it -> "masterauth " + it).stream();
    this.config =
        Stream.of(CONFIG.stream(), password, Stream.of(extra))
            .flatMap(lines -> lines)
            .toArray(String[]::new);
  }

  /**
   * Starts three masters without replicas, of the server that {@link RedisBinary#find()} finds.
   *
   * @param configLines lines of the {@code redis.conf} of each node, as in {@link
   *     RedisServer#start(String...)}
   * @throws NoRedisServerException if there is no server or it does not start, as with a wrong line
   * @throws IllegalStateException if the nodes do not agree within a minute
   */
  public static RedisCluster start(String... configLines) {
    return start(RedisBinary.find(), DEFAULT_MASTERS, 0, configLines);
  }

  /**
   * Starts a cluster of a certain program; returns when all nodes agree that all is well and all
   * replicas are in step.
   *
   * @param masters at least one; replicas take over only where there are three or more
   * @param replicas how many each master has; none or more
   * @param configLines lines of the {@code redis.conf} of each node, as in {@link
   *     RedisServer#start(String...)}
   * @throws NoRedisServerException if the program does not start, as with a wrong line
   * @throws IllegalStateException if the nodes do not agree within a minute
   */
  public static RedisCluster start(
      RedisBinary binary, int masters, int replicas, String... configLines) {
    if (masters < 1 || replicas < 0) {
      throw new IllegalArgumentException(
          "A cluster of %d masters with %d replicas each cannot be".formatted(masters, replicas));
    }
    RedisCluster cluster = new RedisCluster(binary, configLines);
    boolean ready = false;
    try {
      cluster.form(masters, replicas);
      ready = true;
      return cluster;
    } finally {
      if (!ready) {
        cluster.close();
      }
    }
  }

  private void form(int masters, int replicas) {
    for (int i = 0; i < masters * (1 + replicas); i++) {
      nodes.add(RedisServer.start(binary, config));
      ask(nodes.get(i), "CLUSTER", "SET-CONFIG-EPOCH", String.valueOf(i + 1));
    }
    for (int i = 0; i < masters; i++) {
      assign(nodes.get(i), SLOTS * i / masters, SLOTS * (i + 1) / masters);
    }
    nodes.subList(1, nodes.size()).forEach(this::meet);
    for (int i = masters; i < nodes.size(); i++) {
      follow(nodes.get(i), nodes.get(i % masters));
    }
    awaitStable();
  }

  private static void assign(RedisServer node, int from, int to) {
    List<String> command = new ArrayList<>(List.of("CLUSTER", "ADDSLOTS"));
    for (int slot = from; slot < to; slot++) {
      command.add(String.valueOf(slot));
    }
    ask(node, command.toArray(String[]::new));
  }

  private void meet(RedisServer other) {
    RedisServer first = nodes.get(0);
    List<RedisServer> earlier = nodes.subList(0, nodes.indexOf(other));
    Waiting.until(
        "all nodes know " + other,
        () -> {
          if (!NodeView.of(first).names(other)) {
            // for the first time, or because a node that was too slow has been given up
            ask(first, "CLUSTER", "MEET", other.host(), String.valueOf(other.port()));
          }
          boolean known = NodeView.of(other).members().size() > 1;
          for (RedisServer node : earlier) {
            known = known && NodeView.of(node).knows(other);
          }
          return known;
        });
  }

  private static void follow(RedisServer replica, RedisServer master) {
    String id = ask(master, "CLUSTER", "MYID");
    Waiting.until(
        replica + " knows its master",
        () -> !RespConnection.ask(replica, "CLUSTER", "REPLICATE", id).isEmpty());
  }

  /**
   * Starts a further master, which owns no slots, and returns when the cluster is stable.
   *
   * @throws IllegalStateException if it is not within a minute
   */
  public RedisServer addNode() {
    RedisServer node = RedisServer.start(binary, config);
    nodes.add(node);
    meet(node);
    awaitStable();
    return node;
  }

  /**
   * Takes a node that owns no slots out of the cluster, and leaves it running. From here on it is
   * the caller's to close.
   *
   * @throws IllegalArgumentException if it is no node of this cluster
   * @throws IllegalStateException if it owns slots, or if a node does not answer
   */
  public void forget(RedisServer node) {
    if (!nodes.contains(node)) {
      throw new IllegalArgumentException(node + " is no node of this cluster");
    }
    if (ownsSlots(node)) {
      throw new IllegalStateException(node + " owns slots: move them to another node first");
    }
    String id = ask(node, "CLUSTER", "MYID");
    nodes.remove(node);
    nodes.forEach(other -> ask(other, "CLUSTER", "FORGET", id));
    // else it would be known again in a minute
    ask(node, "CLUSTER", "RESET", "HARD");
  }

  private static boolean ownsSlots(RedisServer node) {
    try {
      return NodeView.of(node).members().stream()
          .anyMatch(member -> member.isMyself() && !member.slots().isEmpty());
    } catch (IOException e) {
      throw new IllegalStateException(node + " does not answer: " + e.getMessage(), e);
    }
  }

  /**
   * Waits until all nodes see the same cluster, all of it well, with an owner for every slot, and
   * all replicas are in step.
   *
   * @throws IllegalStateException if that takes more than a minute, or if a node is not running
   */
  public void awaitStable() {
    for (RedisServer node : nodes) {
      if (!node.isRunning()) {
        throw new IllegalStateException(node + " is not running: restart it first");
      }
    }
    Waiting.until("all nodes of the cluster agree", this::checkStable);
  }

  private boolean checkStable() throws IOException {
    Map<RedisServer, NodeView> views = new LinkedHashMap<>();
    for (RedisServer node : nodes) {
      views.put(node, NodeView.of(node));
    }
    Set<String> agreements = new HashSet<>();
    for (NodeView view : views.values()) {
      agreements.add(view.agreement());
      if (view.members().size() != nodes.size() || !view.allAreWell()) {
        throw new IllegalStateException("Not all nodes see all others well: " + views);
      }
    }
    if (agreements.size() > 1) {
      throw new IllegalStateException("The nodes see different owners: " + views);
    }
    for (RedisServer node : nodes) {
      checkWell(node);
    }
    return true;
  }

  private static void checkWell(RedisServer node) throws IOException {
    String info = String.join("\n", RespConnection.ask(node, "CLUSTER", "INFO"));
    if (!info.contains("cluster_state:ok") || !info.contains("cluster_slots_ok:" + SLOTS)) {
      throw new IllegalStateException("In the eyes of " + node + " not all is well: " + info);
    }
    String replication = String.join("\n", RespConnection.ask(node, "INFO", "replication"));
    if (replication.contains("role:slave") && !replication.contains("master_link_status:up")) {
      throw new IllegalStateException(node + " is not in step with its master: " + replication);
    }
  }

  /**
   * Returns all nodes in the order in which they were started: at first the masters, in the order
   * of their slots, then a replica of each, a second one of each, and so on.
   */
  public List<RedisServer> nodes() {
    return List.copyOf(nodes);
  }

  /** Returns host and port of each node, as for {@code spring.data.redis.cluster.nodes}. */
  public List<String> addresses() {
    return nodes.stream().map(RedisServer::address).toList();
  }

  private static String ask(RedisServer node, String... command) {
    try {
      return String.join("\n", RespConnection.ask(node, command));
    } catch (IOException e) {
      throw new IllegalStateException(
          node + " did not do " + command[0] + " " + command[1] + ": " + e.getMessage(), e);
    }
  }

  /** Ends all nodes and deletes their files. A second call does nothing. */
  @Override
  public void close() {
    nodes.forEach(RedisServer::close);
  }

  /** The text names the program and the addresses. */
  @Override
  public String toString() {
    return "cluster of " + binary + " at " + String.join(",", addresses());
  }
}
