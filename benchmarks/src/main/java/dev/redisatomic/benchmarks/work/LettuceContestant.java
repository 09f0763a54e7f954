package dev.redisatomic.benchmarks.work;

import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.support.ConnectionPoolSupport;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;

/**
 * What people write by hand with Lettuce: {@code WATCH} in a loop, on a connection of a pool,
 * because transactions need one of their own. It waits for what the synchronous commands wait for,
 * which is all but the queued ones; or, pipelined, only for reads and for {@code EXEC}, and each
 * wait sends all that was said before it in one write. Makes transfers and nothing else.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of what EXEC answers for
final class LettuceContestant implements Contestant, AutoCloseable {

  private final boolean pipelined;
  private final GenericObjectPool<StatefulRedisConnection<String, String>> pool;

  LettuceContestant(
      boolean pipelined,
      Supplier<StatefulRedisConnection<String, String>> connect,
      GenericObjectPoolConfig<StatefulRedisConnection<String, String>> limits) {
    this.pipelined = pipelined;
    this.pool = ConnectionPoolSupport.createGenericObjectPool(connect, limits, false);
  }

  @Override
  public boolean transfer(String from, String to, long amount, Runnable attempt) {
    String source = Contestant.account(from);
    String destination = Contestant.account(to);
    while (true) {
      attempt.run();
      StatefulRedisConnection<String, String> connection = borrow();
      connection.setAutoFlushCommands(!pipelined);
      try {
        RedisAsyncCommands<String, String> redis = connection.async();
        say(connection, redis.watch(source, destination));
        if (Long.parseLong(await(connection, redis.get(source))) < amount) {
          await(connection, redis.unwatch());
          return false;
        }
        say(connection, redis.multi());
        redis.decrby(source, amount);
        redis.incrby(destination, amount);
        if (!await(connection, redis.exec()).wasDiscarded()) {
          return true;
        }
      } finally {
        pool.returnObject(connection);
      }
    }
  }

  private StatefulRedisConnection<String, String> borrow() {
    try {
      return pool.borrowObject();
    } catch (Exception e) {
      throw new IllegalStateException("No connection", e);
    }
  }

  private void say(StatefulRedisConnection<?, ?> connection, RedisFuture<?> reply) {
    if (!pipelined) {
      await(connection, reply);
    }
  }

  private <T> T await(StatefulRedisConnection<?, ?> connection, RedisFuture<T> reply) {
    if (pipelined) {
      connection.flushCommands();
    }
    return LettuceFutures.awaitOrCancel(
        reply, connection.getTimeout().toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void close() {
    pool.close();
  }
}
