package dev.redisatomic.driver.lettuce;

import dev.redisatomic.command.Command;
import dev.redisatomic.driver.BrokenConnectionException;
import dev.redisatomic.driver.PinnedConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A connection of the driver's own client, taken for one attempt. */
final class LettucePinnedConnection implements PinnedConnection {
  private final StatefulRedisConnection<byte[], byte[]> connection;
  private final OwnClient client;
  private final long timeoutMillis;
  private boolean closed;

  LettucePinnedConnection(
      StatefulRedisConnection<byte[], byte[]> connection, OwnClient client, long timeoutMillis) {
    this.connection = connection;
    this.client = client;
    this.timeoutMillis = timeoutMillis;
  }

  @Override
  public List<@Nullable Object> send(List<? extends Command> commands) {
    client.refuseEventLoops();
    Batch batch = new Batch(commands, client.errors());
    try {
      connection.dispatch(batch.first());
      if (!batch.await(timeoutMillis)) {
        throw lost(batch, client.errors().late(timeoutMillis));
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
    return batch.replies();
  }

  /** A closed channel sends no more, so that after it the end of the write is known. */
  private BrokenConnectionException lost(Batch batch, RuntimeException translated) {
    batch.withdraw();
    closed = true;
    ConnectionPool.close(connection);
    return new BrokenConnectionException(batch.mayHaveArrived(), translated);
  }

  @Override
  public void release() {
    if (closed) {
      client.pool().forget();
    } else {
      client.pool().giveBack(connection);
    }
  }

  @Override
  public void destroy() {
    if (!closed) {
      closed = true;
      ConnectionPool.close(connection);
    }
    client.pool().forget();
  }
}
