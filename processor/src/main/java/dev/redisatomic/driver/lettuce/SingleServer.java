package dev.redisatomic.driver.lettuce;

import dev.redisatomic.driver.PinnedConnection;
import io.lettuce.core.RedisURI;

/** One server. */
final class SingleServer implements Topology {
  private final OwnClient client;
  private final ConnectionPool pool;

  SingleServer(OwnClient client, RedisURI uri, PoolLimits limits) {
    this.client = client;
    this.pool = new ConnectionPool(limits, () -> client.connect(uri));
  }

  @Override
  public OwnClient client() {
    return client;
  }

  @Override
  public PinnedConnection open(int slot) {
    return new LettucePinnedConnection(pool.take(), pool, this);
  }

  @Override
  public void close() {
    pool.endWithClient();
    client.close();
  }
}
