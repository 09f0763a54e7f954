package dev.redisatomic.driver.lettuce;

import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.sentinel.api.StatefulRedisSentinelConnection;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.RedisConnectionFailureException;

/** The Sentinels of one master: asked for it, and listened to for another one. */
final class Sentinels implements SentinelSubscription.Events {
  private final OwnClient client;
  private final String name;
  private final List<RedisURI> uris;
  private final SwitchListener listener;
  private final List<SentinelSubscription> subscriptions;
  private final Set<SentinelSubscription> heard = new HashSet<>();
  private volatile @Nullable Object heardSince;
  private volatile int lastAnswer;

  /** Hears, on an event loop, that one master has been replaced by another. */
  @FunctionalInterface
  interface SwitchListener {
    void switched(NodeAddress from, NodeAddress to);
  }

  Sentinels(OwnClient client, RedisURI uri, SwitchListener listener) {
    this.client = client;
    this.name = uri.getSentinelMasterId();
    this.uris = List.copyOf(uri.getSentinels());
    this.listener = listener;
    this.subscriptions =
        uris.stream().map(each -> new SentinelSubscription(client.client(), each, this)).toList();
  }

  /** Begins to listen, and goes on until it is closed. */
  void listen() {
    subscriptions.forEach(SentinelSubscription::begin);
  }

  /**
   * An object that stays the same for as long as no news can have been missed and none has come.
   *
   * @return {@code null} while no Sentinel is heard
   */
  @Nullable Object heardSince() {
    return heardSince;
  }

  /**
   * Asks for the master, beginning with the Sentinel that had the last answer.
   *
   * @throws RedisConnectionFailureException if none has one
   */
  NodeAddress master() {
    RuntimeException failure =
        new RedisConnectionFailureException(
            "No connection to Redis: no Sentinel knows a master named " + name + ".");
    int first = lastAnswer;
    for (int i = 0; i < uris.size(); i++) {
      int number = (first + i) % uris.size();
      try {
        NodeAddress master = master(uris.get(number));
        if (master != null) {
          lastAnswer = number;
          return master;
        }
      } catch (RedisConnectionFailureException e) {
        failure = e;
      }
    }
    throw failure;
  }

  @SuppressWarnings("FutureReturnValueIgnored") // of a connection that nobody waits for any more
  private @Nullable NodeAddress master(RedisURI sentinel) {
    StatefulRedisSentinelConnection<String, String> connection =
        client.opened(() -> client.client().connectSentinelAsync(StringCodec.UTF8, sentinel));
    try {
      return client.await(connection.async().getMasterAddrByName(name))
              instanceof InetSocketAddress address
          ? new NodeAddress(address.getHostString(), address.getPort())
          : null;
    } finally {
      connection.closeAsync();
    }
  }

  @Override
  public synchronized void heard(SentinelSubscription subscription) {
    if (heard.add(subscription) && heard.size() == 1) {
      heardSince = new Object();
    }
  }

  @Override
  public synchronized void lost(SentinelSubscription subscription) {
    if (heard.remove(subscription) && heard.isEmpty()) {
      heardSince = null;
    }
  }

  /**
   * Reads a message: name, old host, old port, new host, new port. Each master that the Sentinels
   * watch has messages of its own.
   */
  @Override
  public void told(String message) {
    String[] words = message.split(" ", -1);
    if (words.length == 5 && words[0].equals(name)) {
      synchronized (this) {
        heardSince = heard.isEmpty() ? null : new Object();
      }
      listener.switched(address(words[1], words[2]), address(words[3], words[4]));
    }
  }

  private static NodeAddress address(String host, String port) {
    return new NodeAddress(host, Integer.parseInt(port));
  }

  /** Comes before the client closes all connections. */
  void close() {
    subscriptions.forEach(SentinelSubscription::close);
  }
}
