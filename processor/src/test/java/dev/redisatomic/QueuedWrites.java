package dev.redisatomic;

import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.OnOneConnection;
import dev.redisatomic.test.RedisSetup;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** Writes of a committed body whose results are asked for, on a few keys of each type. */
@EachServer
abstract class QueuedWrites extends OnOneConnection {

  QueuedWrites(RedisSetup redis) {
    super(redis);
  }

  @BeforeEach
  void fill() {
    redis.other().hset("hash", "field", "1");
    redis.other().set("number", "40");
    redis.other().rpush("list", "a", "b", "c");
    redis.other().zadd("zset", 1.5, "low");
  }

  <T extends @Nullable Object> T committed(Supplier<Queued<T>> write) {
    return atomic.atomically(write).get();
  }

  <T extends @Nullable Object> Queued<T> committedHandle(Supplier<T> write) {
    return atomic.atomically(() -> Queued.of(write.get()));
  }
}
