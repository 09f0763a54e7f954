package dev.redisatomic.driver.lettuce;

import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;

/** Names for a native image the fields in which Lettuce keeps the addresses of its clients. */
final class LettuceRuntimeHints implements RuntimeHintsRegistrar {
  @Override
  public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
    hints
        .reflection()
        .registerTypeIfPresent(
            classLoader, "io.lettuce.core.RedisClient", type -> type.withField("redisURI"))
        .registerTypeIfPresent(
            classLoader,
            "io.lettuce.core.cluster.RedisClusterClient",
            type -> type.withField("initialUris"));
  }
}
