package dev.redisatomic.test;

import dev.redisatomic.testserver.RedisServer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;

/**
 * A {@link RecordingProxy} in front of each node, because a cluster tells clients where its nodes
 * are: they have to be told to go to the proxies instead.
 */
public final class ClusterProxies implements AutoCloseable {

  private final Map<Integer, RecordingProxy> proxies = new HashMap<>();

  public ClusterProxies(SharedCluster cluster) {
    cluster.nodes().forEach(node -> proxies.put(node.port(), new RecordingProxy(node)));
  }

  /** The port of the proxy in front of the node with this port, or of the node if it has none. */
  int portFor(int node) {
    RecordingProxy proxy = proxies.get(node);
    return proxy == null ? node : proxy.port();
  }

  public RecordingProxy of(RedisServer node) {
    RecordingProxy proxy = proxies.get(node.port());
    if (proxy == null) {
      throw new IllegalStateException("No proxy for " + node);
    }
    return proxy;
  }

  /** Runs the action once, whichever node the command is sent to. */
  public void beforeNext(Predicate<List<String>> command, Runnable action) {
    AtomicBoolean done = new AtomicBoolean();
    Runnable once =
        () -> {
          if (done.compareAndSet(false, true)) {
            action.run();
          }
        };
    proxies.values().forEach(proxy -> proxy.beforeNext(command, once));
  }

  /** What passed since the last reset, on any of them. */
  public List<List<String>> commands() {
    return proxies.values().stream().flatMap(proxy -> proxy.commands().stream()).toList();
  }

  public void reset() {
    proxies.values().forEach(RecordingProxy::reset);
  }

  @Override
  public void close() {
    proxies.values().forEach(RecordingProxy::close);
  }
}
