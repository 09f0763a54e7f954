package dev.redisatomic.execution;

import dev.redisatomic.test.Bodies;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RecordingProxy;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.ValueOperations;
import redis.clients.jedis.UnifiedJedis;

/** Atomic methods on a pool of one behind a proxy, warmed up; every test has its own. */
@EachServer(everyMode = true)
abstract class WiredBodies {

  final RedisSetup setup;
  final RecordingProxy proxy;
  final RedisConnectionFactory factory;
  final TestApplication application;
  final Bodies atomic;
  final StringRedisTemplate redis;
  final ValueOperations<String, String> values;

  /** A second client, past the proxy. */
  final UnifiedJedis other;

  WiredBodies(RedisSetup setup, String... properties) {
    this.setup = setup;
    proxy = new RecordingProxy(setup.server());
    factory =
        setup.connectionFactory(
            options -> options.port(proxy.port()).pool(1, Duration.ofSeconds(1)));
    application = TestApplication.on(factory).properties(properties).start(Bodies.class);
    atomic = application.methods();
    redis = new StringRedisTemplate(factory);
    values = redis.opsForValue();
    other = setup.other();
  }

  @BeforeEach
  void start() throws Exception {
    setup.flushAll();
    atomic.call(() -> values.get("warm up"));
    proxy.reset();
  }

  @AfterEach
  void end() {
    application.close();
    proxy.close();
  }
}
