package dev.redisatomic.benchmarks.contestant;

import io.lettuce.core.KeyValue;
import io.lettuce.core.LettuceFutures;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.support.ConnectionPoolSupport;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.commons.pool2.impl.GenericObjectPoolConfig;

/**
 * What people write by hand with Lettuce: {@code WATCH} in a loop, on a connection of a pool,
 * because transactions need one of their own. It waits for what the synchronous commands wait for,
 * which is all but the queued ones; or, pipelined, only for reads and for {@code EXEC}, and each
 * wait sends all that was said before it in one write.
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
    String source = Keys.account(from);
    String destination = Keys.account(to);
    return untilCommitted(
        attempt,
        session -> {
          session.say(session.redis.watch(source, destination));
          if (Long.parseLong(session.await(session.redis.get(source))) < amount) {
            return false;
          }
          session.say(session.redis.multi());
          session.redis.decrby(source, amount);
          session.redis.incrby(destination, amount);
          return true;
        });
  }

  @Override
  public List<String> snapshot(List<String> keys, Runnable attempt) {
    attempt.run();
    return inSession(session -> session.await(session.redis.mget(keys.toArray(new String[0]))))
        .stream()
        .map(KeyValue::getValue)
        .toList();
  }

  @Override
  public void increment(List<String> keys, Runnable attempt) {
    untilCommitted(
        attempt,
        session -> {
          session.say(session.redis.multi());
          keys.forEach(session.redis::incr);
          return true;
        });
  }

  @Override
  public boolean reserve(String product, Runnable attempt) {
    String key = Keys.stock(product);
    return untilCommitted(
        attempt,
        session -> {
          session.say(session.redis.watch(key));
          if (Long.parseLong(session.await(session.redis.hget(key, Keys.AVAILABLE))) < 1) {
            return false;
          }
          session.say(session.redis.multi());
          session.redis.hincrby(key, Keys.AVAILABLE, -1);
          session.redis.hincrby(key, Keys.RESERVED, 1);
          return true;
        });
  }

  /** The body says whether it has written anything. */
  private boolean untilCommitted(Runnable attempt, Function<Session, Boolean> body) {
    while (true) {
      attempt.run();
      Boolean done =
          inSession(
              session -> {
                if (!body.apply(session)) {
                  session.await(session.redis.unwatch());
                  return false;
                }
                return session.await(session.redis.exec()).wasDiscarded() ? null : true;
              });
      if (done != null) {
        return done;
      }
    }
  }

  private <T> T inSession(Function<Session, T> work) {
    try {
      StatefulRedisConnection<String, String> connection = pool.borrowObject();
      connection.setAutoFlushCommands(!pipelined);
      try {
        return work.apply(new Session(connection, connection.async(), pipelined));
      } finally {
        pool.returnObject(connection);
      }
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("No connection", e);
    }
  }

  @Override
  public void close() {
    pool.close();
  }

  private record Session(
      StatefulRedisConnection<String, String> connection,
      RedisAsyncCommands<String, String> redis,
      boolean pipelined) {

    void say(RedisFuture<?> reply) {
      if (!pipelined) {
        await(reply);
      }
    }

    <T> T await(RedisFuture<T> reply) {
      if (pipelined) {
        connection.flushCommands();
      }
      return LettuceFutures.awaitOrCancel(
          reply, connection.getTimeout().toNanos(), TimeUnit.NANOSECONDS);
    }
  }
}
