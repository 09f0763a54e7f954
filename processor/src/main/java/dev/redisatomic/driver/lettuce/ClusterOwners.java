package dev.redisatomic.driver.lettuce;

import dev.redisatomic.command.Command;
import dev.redisatomic.command.Words;
import dev.redisatomic.driver.Driver;
import dev.redisatomic.driver.PinnedConnection;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.models.partitions.ClusterPartitionParser;
import io.lettuce.core.cluster.models.partitions.Partitions;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.data.redis.ClusterStateFailureException;

/**
 * The masters of a cluster. Who owns which slot is asked only when a node has been lost or has sent
 * the connection elsewhere: that node itself if it knows, else the application's client. The latter
 * believes any of the nodes, also one that has not heard of a change yet.
 */
final class ClusterOwners implements Topology {
  private static final Log log = LogFactory.getLog(ClusterOwners.class);

  private final RedisClusterClient applications;
  private final OwnClient client;
  private final RedisURI settings;
  private final PoolLimits limits;
  private final Map<NodeAddress, ConnectionPool> pools = new ConcurrentHashMap<>();
  private @Nullable CompletableFuture<SlotOwners> answer;
  private volatile @Nullable SlotOwners known;
  private volatile boolean closed;

  ClusterOwners(RedisClusterClient applications, OwnClient client, PoolLimits limits) {
    this.applications = applications;
    this.client = client;
    this.settings = ClientUri.of(applications);
    this.limits = limits;
  }

  @Override
  public OwnClient client() {
    return client;
  }

  @Override
  public PinnedConnection open(int slot) {
    NodeAddress owner = owner(slot);
    ConnectionPool pool = pools.computeIfAbsent(owner, this::pool);
    if (closed) {
      pool.end();
    }
    try {
      return new LettucePinnedConnection(pool.take(), pool, this);
    } catch (DataAccessResourceFailureException e) {
      askOthers(pool);
      throw e;
    }
  }

  private ConnectionPool pool(NodeAddress node) {
    RedisURI uri = node.with(settings);
    return new ConnectionPool(limits, () -> client.connect(uri));
  }

  private NodeAddress owner(int slot) {
    SlotOwners owners = known;
    NodeAddress owner = owners == null ? null : owner(slot, owners);
    if (owner == null) {
      owner = owner(slot, refreshed(owners));
    }
    if (owner == null) {
      throw new ClusterStateFailureException(
          "No node of the cluster is known to own "
              + (slot == Driver.NO_SLOT ? "any slot." : "slot " + slot + "."));
    }
    return owner;
  }

  private static @Nullable NodeAddress owner(int slot, SlotOwners owners) {
    return slot == Driver.NO_SLOT ? owners.any() : owners.of(slot);
  }

  @Override
  public boolean askThisServer(LettucePinnedConnection informed) {
    try {
      Object reply = informed.send(List.of(Command.of("CLUSTER", Words.bytes("NODES")))).get(0);
      if (reply instanceof byte[] text) {
        Partitions view = ClusterPartitionParser.parse(Words.text(text));
        for (RedisClusterNode node : view) {
          if (node.is(RedisClusterNode.NodeFlag.MYSELF)) {
            // it may not know how others reach it
            node.setUri(addressOf(informed.pool()).with(settings));
          }
        }
        learn(new SlotOwners(view));
        return true;
      }
    } catch (RuntimeException e) {
      // also that the connection is inside MULTI
      log.debug("Could not ask a node of the cluster who owns which slot", e);
    }
    return false;
  }

  private NodeAddress addressOf(ConnectionPool pool) {
    return pools.entrySet().stream()
        .filter(each -> each.getValue() == pool)
        .map(Map.Entry::getKey)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("the node is not in use any more"));
  }

  @Override
  public void askOthers(ConnectionPool suspect) {
    try {
      refreshed(known);
    } catch (RuntimeException e) {
      // also that the factory has been stopped
      log.debug("Could not ask the cluster who owns which slot", e);
    }
  }

  /** Waits for an answer, unless there has been one since this one was known. */
  private SlotOwners refreshed(@Nullable SlotOwners outdated) {
    return client.await(answerAfter(outdated));
  }

  /**
   * Joins an answer that is on its way, or asks for one. Threads that join share its failure, too.
   */
  private synchronized CompletableFuture<SlotOwners> answerAfter(@Nullable SlotOwners outdated) {
    SlotOwners current = known;
    if (current != null && current != outdated) {
      return CompletableFuture.completedFuture(current);
    }
    CompletableFuture<SlotOwners> next = answer;
    if (next == null || next.isDone()) {
      next =
          applications
              .refreshPartitionsAsync()
              .thenApply(refreshed -> learn(new SlotOwners(applications.getPartitions())))
              .toCompletableFuture();
      answer = next;
    }
    return next;
  }

  private SlotOwners learn(SlotOwners owners) {
    known = owners;
    pools.forEach(
        (node, pool) -> {
          if (!owners.has(node) && pools.remove(node, pool)) {
            pool.end();
          }
        });
    return owners;
  }

  @Override
  public void close() {
    closed = true;
    pools.values().forEach(ConnectionPool::endWithClient);
    client.close();
  }
}
