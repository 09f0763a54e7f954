package dev.redisatomic.cluster;

import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.test.Bodies;
import dev.redisatomic.test.ClientMode;
import dev.redisatomic.test.TestApplication;
import dev.redisatomic.test.TlsSetup;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** A body that counts, in an application whose servers can only be reached by TLS. */
@ParameterizedClass
@EnumSource(ClientMode.class)
abstract class TlsBodies {

  final RedisAtomicOperations atomic;
  final AtomicInteger runs = new AtomicInteger();
  private final RedisConnectionFactory factory;
  private final StringRedisTemplate redis;
  private final TestApplication application;

  TlsBodies(RedisConnectionFactory factory, String... properties) {
    this.factory = factory;
    redis = new StringRedisTemplate(factory);
    application = TestApplication.on(factory).properties(properties).start(Bodies.class);
    atomic = application.atomic();
  }

  @AfterEach
  void close() {
    application.close();
    TlsSetup.stop(factory);
  }

  void increment(RedisAtomicOperations operations, String key, Runnable inTheFirstRun) {
    operations.execute(
        () -> {
          String value = redis.opsForValue().get(key);
          if (runs.incrementAndGet() == 1) {
            inTheFirstRun.run();
          }
          redis
              .opsForValue()
              .set(key, String.valueOf(value == null ? 1 : Long.parseLong(value) + 1));
          return true;
        });
  }
}
