package dev.redisatomic.testing;

import dev.redisatomic.testing.EmbeddedRedis.Topology;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;

/** The servers of {@link EmbeddedRedis} for Boot, of whose classes only this one knows. */
final class EmbeddedConnectionDetails implements DataRedisConnectionDetails {

  private final Topology topology;
  private final Map<String, Object> properties;

  EmbeddedConnectionDetails(Topology topology) {
    this.topology = topology;
    this.properties = EmbeddedServers.of(topology).properties();
  }

  @Override
  public @Nullable Standalone getStandalone() {
    return topology == Topology.SINGLE
        ? Standalone.of(
            text("spring.data.redis.host"), Integer.parseInt(text("spring.data.redis.port")))
        : null;
  }

  @Override
  public @Nullable Cluster getCluster() {
    return topology == Topology.CLUSTER ? () -> nodes("spring.data.redis.cluster.nodes") : null;
  }

  @Override
  public @Nullable Sentinel getSentinel() {
    return topology == Topology.SENTINEL
        ? new OneSentinel(
            text("spring.data.redis.sentinel.master"), nodes("spring.data.redis.sentinel.nodes"))
        : null;
  }

  private String text(String property) {
    return String.valueOf(properties.get(property));
  }

  private List<Node> nodes(String property) {
    return Stream.of(text(property).split(",")).map(EmbeddedConnectionDetails::node).toList();
  }

  private static Node node(String address) {
    int colon = address.lastIndexOf(':');
    return new Node(address.substring(0, colon), Integer.parseInt(address.substring(colon + 1)));
  }

  /** The Sentinel, which has no password, as the servers have none. */
  private record OneSentinel(String getMaster, List<Node> getNodes) implements Sentinel {

    @Override
    public int getDatabase() {
      return 0;
    }

    @Override
    public @Nullable String getUsername() {
      return null;
    }

    @Override
    public @Nullable String getPassword() {
      return null;
    }
  }
}
