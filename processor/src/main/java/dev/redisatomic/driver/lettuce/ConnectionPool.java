package dev.redisatomic.driver.lettuce;

import io.lettuce.core.api.StatefulRedisConnection;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.TransientDataAccessResourceException;

/**
 * The connections of one client. The one that was given back last is the next to be taken; one that
 * has been lost in the meantime is never given out.
 */
final class ConnectionPool {
  private final PoolLimits limits;
  private final Supplier<StatefulRedisConnection<byte[], byte[]>> connect;
  private final Semaphore room;
  private final Deque<StatefulRedisConnection<byte[], byte[]>> idle = new ArrayDeque<>();
  private boolean closed;

  ConnectionPool(PoolLimits limits, Supplier<StatefulRedisConnection<byte[], byte[]>> connect) {
    this.limits = limits;
    this.connect = connect;
    this.room = new Semaphore(limits.connections());
  }

  StatefulRedisConnection<byte[], byte[]> take() {
    awaitRoom();
    boolean taken = false;
    try {
      StatefulRedisConnection<byte[], byte[]> kept = openIdle();
      StatefulRedisConnection<byte[], byte[]> connection = kept == null ? connect.get() : kept;
      taken = true;
      return connection;
    } finally {
      if (!taken) {
        room.release();
      }
    }
  }

  private void awaitRoom() {
    try {
      if (limits.waitMillis() < 0) {
        room.acquire();
      } else if (!room.tryAcquire(limits.waitMillis(), TimeUnit.MILLISECONDS)) {
        throw new TransientDataAccessResourceException(
            "No connection to Redis: all "
                + limits.connections()
                + " connections of the pool for atomic methods stayed in use for "
                + limits.waitMillis()
                + " ms. With Boot, spring.data.redis.lettuce.pool.max-active and max-wait set"
                + " them.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransientDataAccessResourceException(
          "No connection to Redis: interrupted while waiting for one of the pool.", e);
    }
  }

  private synchronized @Nullable StatefulRedisConnection<byte[], byte[]> openIdle() {
    StatefulRedisConnection<byte[], byte[]> last = idle.pollFirst();
    while (last != null && !last.isOpen()) {
      last.closeAsync();
      last = idle.pollFirst();
    }
    return last;
  }

  /** Takes a clean connection back. */
  void giveBack(StatefulRedisConnection<byte[], byte[]> connection) {
    if (!kept(connection)) {
      connection.closeAsync();
    }
    room.release();
  }

  private synchronized boolean kept(StatefulRedisConnection<byte[], byte[]> connection) {
    if (closed || !connection.isOpen() || idle.size() >= limits.idle()) {
      return false;
    }
    idle.addFirst(connection);
    return true;
  }

  /** Closes a connection that must not be used again. */
  void destroy(StatefulRedisConnection<byte[], byte[]> connection) {
    connection.closeAsync();
    room.release();
  }

  /** From now on, connections that come back are closed. */
  synchronized void close() {
    closed = true;
    idle.forEach(StatefulRedisConnection::closeAsync);
    idle.clear();
  }
}
