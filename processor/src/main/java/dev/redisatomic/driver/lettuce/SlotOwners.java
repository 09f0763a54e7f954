package dev.redisatomic.driver.lettuce;

import io.lettuce.core.cluster.SlotHash;
import io.lettuce.core.cluster.models.partitions.RedisClusterNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The masters that owned the slots at one time, in the eyes of one node. */
final class SlotOwners {
  private final @Nullable NodeAddress[] owners = new @Nullable NodeAddress[SlotHash.SLOT_COUNT];
  private final Set<NodeAddress> nodes = new HashSet<>();
  private final List<NodeAddress> masters;

  SlotOwners(Iterable<RedisClusterNode> view) {
    for (RedisClusterNode node : view) {
      // without a port, it is about to leave
      if (node.getUri() != null && node.getUri().getPort() > 0) {
        NodeAddress address = NodeAddress.of(node.getUri());
        nodes.add(address);
        if (node.getRole().isUpstream()) {
          node.forEachSlot(slot -> owners[slot] = address);
        }
      }
    }
    this.masters = Stream.of(owners).filter(owner -> owner != null).distinct().toList();
  }

  @Nullable NodeAddress of(int slot) {
    return owners[slot];
  }

  /** A master with slots, chosen at random. */
  @Nullable NodeAddress any() {
    return masters.isEmpty()
        ? null
        : masters.get(ThreadLocalRandom.current().nextInt(masters.size()));
  }

  /** Whether there is such a node, be it a master or a replica. */
  boolean has(NodeAddress node) {
    return nodes.contains(node);
  }
}
