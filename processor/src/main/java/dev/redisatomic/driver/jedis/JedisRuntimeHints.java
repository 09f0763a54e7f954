package dev.redisatomic.driver.jedis;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/**
 * Names for a native image the field in which Jedis keeps its connections to a cluster, or to a
 * master behind Sentinels.
 */
final class JedisRuntimeHints implements RuntimeHintsRegistrar {
  @Override
  public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
    hints
        .reflection()
        .registerTypeIfPresent(
            classLoader, "redis.clients.jedis.UnifiedJedis", type -> type.withField("provider"));
  }
}
