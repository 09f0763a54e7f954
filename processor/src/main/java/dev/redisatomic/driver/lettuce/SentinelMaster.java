package dev.redisatomic.driver.lettuce;

import dev.redisatomic.driver.PinnedConnection;
import io.lettuce.core.RedisURI;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;

/**
 * The master that Sentinels name. A master that was replaced on purpose goes on taking writes for
 * seconds, and loses them later; so its connections are used no more as soon as a Sentinel tells of
 * another one. While no Sentinel can be heard, each attempt asks them first.
 */
final class SentinelMaster implements Topology {
  private final OwnClient client;
  private final RedisURI settings;
  private final PoolLimits limits;
  private final Sentinels sentinels;
  private final AtomicReference<@Nullable Master> current = new AtomicReference<>();
  private volatile boolean closed;

  /**
   * A master that was in charge when a Sentinel was asked.
   *
   * @param address where it is
   * @param pool connections to it
   * @param heardSince what {@link Sentinels#heardSince()} said before that
   */
  private record Master(NodeAddress address, ConnectionPool pool, @Nullable Object heardSince) {}

  SentinelMaster(OwnClient client, RedisURI uri, PoolLimits limits) {
    this.client = client;
    this.settings = uri;
    this.limits = limits;
    this.sentinels = new Sentinels(client, uri, this::switched);
    client.noticeLostPeers();
    sentinels.listen();
  }

  @Override
  public OwnClient client() {
    return client;
  }

  @Override
  public PinnedConnection open(int slot) {
    Master master = current.get();
    Object heardSince = sentinels.heardSince();
    if (master == null || heardSince == null || master.heardSince() != heardSince) {
      master = asked(master);
    }
    try {
      return new LettucePinnedConnection(master.pool().take(), master.pool(), this);
    } catch (DataAccessResourceFailureException e) {
      askOthers(master.pool());
      throw e;
    }
  }

  /** Asks the Sentinels. What has been heard or asked by another thread meanwhile counts more. */
  private Master asked(@Nullable Master before) {
    Object heardSince = sentinels.heardSince();
    NodeAddress address = sentinels.master();
    ConnectionPool pool =
        before != null && before.address().equals(address) ? before.pool() : pool(address);
    Master next = new Master(address, pool, heardSince);
    if (!current.compareAndSet(before, next)) {
      Master other = current.get();
      return other == null ? asked(null) : other;
    }
    if (before != null && before.pool() != pool) {
      before.pool().end();
    }
    if (closed) {
      pool.end();
    }
    return heardSince == null || heardSince == sentinels.heardSince() ? next : asked(next);
  }

  private ConnectionPool pool(NodeAddress address) {
    RedisURI uri = address.with(settings);
    return new ConnectionPool(limits, () -> client.connect(uri));
  }

  /** Takes in what a Sentinel has told by itself, on an event loop. */
  private void switched(NodeAddress from, NodeAddress to) {
    Master master = current.get();
    while (master != null) {
      Master next = after(master, from, to);
      if (current.compareAndSet(master, next)) {
        if (next == null || next.pool() != master.pool()) {
          master.pool().end();
        }
        return;
      }
      master = current.get();
    }
  }

  /** Sentinels tell of the same change one after the other; what does not fit is asked anew. */
  private @Nullable Master after(Master master, NodeAddress from, NodeAddress to) {
    Object heardSince = sentinels.heardSince();
    if (master.address().equals(to)) {
      return new Master(to, master.pool(), master.heardSince() == null ? null : heardSince);
    }
    return master.address().equals(from) ? new Master(to, pool(to), heardSince) : null;
  }

  /** A server that is no master does not know which one is. */
  @Override
  public boolean askThisServer(LettucePinnedConnection informed) {
    return false;
  }

  /** A master that is lost, or says that it is none, may have been replaced without a word. */
  @Override
  public void askOthers(ConnectionPool suspect) {
    Master master = current.get();
    if (master != null && master.pool() == suspect) {
      current.compareAndSet(master, new Master(master.address(), master.pool(), null));
    }
  }

  @Override
  public void close() {
    closed = true;
    sentinels.close();
    Master master = current.getAndSet(null);
    if (master != null) {
      master.pool().endWithClient();
    }
    client.close();
  }
}
