package dev.redisatomic.test;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * What a test of commands needs: an empty server, a template, and bodies to use it in. The pool
 * holds one connection and keeps it, so that what a body leaves behind breaks the next one.
 */
public abstract class OnOneConnection {

  protected final RedisSetup redis;
  protected final TestApplication atomic;
  protected final StringRedisTemplate template;

  protected OnOneConnection(RedisSetup redis, Class<?>... beans) {
    this(redis, List.of(), beans);
  }

  /** With properties such as {@code redis.atomic.results=all}. */
  protected OnOneConnection(RedisSetup redis, List<String> properties, Class<?>... beans) {
    this.redis = redis;
    atomic =
        TestApplication.on(redis, o -> o.poolOfOne())
            .properties(properties.toArray(String[]::new))
            .withTemplate()
            .start(beans);
    template = atomic.redis();
  }

  /** Comes before the methods of subclasses that fill it. */
  @BeforeEach
  void empty() {
    redis.flushAll();
  }

  @AfterEach
  void closeApplication() {
    atomic.close();
  }
}
