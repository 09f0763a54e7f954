package dev.redisatomic.driver.lettuce;

import dev.redisatomic.command.Command;
import dev.redisatomic.driver.BrokenConnectionException;
import dev.redisatomic.driver.PinnedConnection;
import dev.redisatomic.driver.RefreshHint;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection of the driver's own client, taken for one attempt. */
final class LettucePinnedConnection implements PinnedConnection {
  private final StatefulRedisConnection<byte[], byte[]> connection;
  private final ConnectionPool pool;
  private final Topology topology;
  private final OwnClient client;
  private final RefreshHint hint = new RefreshHint();
  private boolean closed;

  LettucePinnedConnection(
      StatefulRedisConnection<byte[], byte[]> connection, ConnectionPool pool, Topology topology) {
    this.connection = connection;
    this.pool = pool;
    this.topology = topology;
    this.client = topology.client();
  }

  ConnectionPool pool() {
    return pool;
  }

  @Override
  public List<@Nullable Object> send(List<? extends Command> commands) {
    client.refuseEventLoops();
    Batch batch = new Batch(commands, client.errors());
    try {
      pool.requireNotEnded();
      connection.dispatch(batch.first());
      if (!batch.await(client.timeoutMillis())) {
        throw lost(batch, client.errors().late(client.timeoutMillis()));
      }
    } catch (BrokenConnectionException e) {
      throw e;
    } catch (RuntimeException e) {
      throw lost(batch, client.errors().lost(e));
    }
    Throwable failure = batch.failure();
    if (failure != null) {
      throw lost(batch, client.errors().lost(failure));
    }
    List<@Nullable Object> replies = batch.replies();
    hint.heard(replies);
    return replies;
  }

  /** A closed channel sends no more, so that after it the end of the write is known. */
  private BrokenConnectionException lost(Batch batch, RuntimeException translated) {
    hint.lost();
    batch.withdraw();
    closed = true;
    ConnectionPool.close(connection);
    return new BrokenConnectionException(batch.mayHaveArrived(), translated);
  }

  @Override
  public void release() {
    hint.askThisServer(() -> topology.askThisServer(this));
    if (closed) {
      pool.forget();
    } else {
      pool.giveBack(connection);
    }
    hint.askOthers(() -> topology.askOthers(pool));
  }

  @Override
  public void destroy() {
    hint.askThisServer(() -> topology.askThisServer(this));
    if (!closed) {
      closed = true;
      ConnectionPool.close(connection);
    }
    pool.forget();
    hint.askOthers(() -> topology.askOthers(pool));
  }
}
