package dev.redisatomic.driver.lettuce;

import io.lettuce.core.api.StatefulRedisConnection;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.data.redis.RedisConnectionFailureException;

/**
 * The connections to one server. The one that was given back last is the next to be taken; one that
 * has been lost in the meantime is never given out.
 */
final class ConnectionPool {
  private final PoolLimits limits;
  private final Supplier<StatefulRedisConnection<byte[], byte[]>> connect;
  private final Semaphore room;
  private final Deque<StatefulRedisConnection<byte[], byte[]>> idle = new ArrayDeque<>();
  private volatile boolean ended;
  private boolean closedByClient;

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
      StatefulRedisConnection<byte[], byte[]> connection = kept == null ? opened() : kept;
      taken = true;
      return connection;
    } finally {
      if (!taken) {
        room.release();
      }
    }
  }

  private StatefulRedisConnection<byte[], byte[]> opened() {
    requireNotEnded();
    StatefulRedisConnection<byte[], byte[]> connection = connect.get();
    if (ended) {
      // the client may not have seen this one
      close(connection);
    }
    requireNotEnded();
    return connection;
  }

  /**
   * Lets nothing be sent that would reach a server which is not in charge any more.
   *
   * @throws RedisConnectionFailureException if the pool has ended
   */
  void requireNotEnded() {
    if (ended) {
      throw new RedisConnectionFailureException(
          "No connection to Redis: the connection factory has been stopped, or another server is in"
              + " charge by now.");
    }
  }

  private void awaitRoom() {
    if (room.tryAcquire()) {
      // also on a thread that has been interrupted: there is nothing to wait for
      return;
    }
    try {
      if (limits.waitMillis() < 0) {
        room.acquire();
      } else if (!room.tryAcquire(limits.waitMillis(), TimeUnit.MILLISECONDS)) {
        throw new TransientDataAccessResourceException(
            "No connection to Redis: all "
                + limits.connections()
                + " connections of the pool for atomic methods stayed in use for "
                + limits.waitMillis()
                + " ms. "
                + limits.advice());
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
      close(last);
      last = idle.pollFirst();
    }
    return last;
  }

  /** Takes a clean connection back. */
  void giveBack(StatefulRedisConnection<byte[], byte[]> connection) {
    if (!kept(connection)) {
      close(connection);
    }
    room.release();
  }

  private synchronized boolean kept(StatefulRedisConnection<byte[], byte[]> connection) {
    if (closedByClient) {
      return true;
    }
    if (ended || !connection.isOpen() || idle.size() >= limits.idle()) {
      return false;
    }
    idle.addFirst(connection);
    return true;
  }

  /** Makes room for another connection in place of one that was closed. */
  void forget() {
    room.release();
  }

  /** Gives out nothing from now on. What is in use is closed when it comes back. */
  synchronized void end() {
    ended = true;
    idle.forEach(ConnectionPool::close);
    idle.clear();
  }

  /** Gives out nothing from now on. The client, which closes all connections, is closed next. */
  synchronized void endWithClient() {
    ended = true;
    closedByClient = true;
    idle.clear();
  }

  /** Closes a connection without waiting for that. */
  @SuppressWarnings("FutureReturnValueIgnored")
  static void close(StatefulRedisConnection<byte[], byte[]> connection) {
    connection.closeAsync();
  }
}
