package dev.redisatomic.config;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;

/** Names for a native image the proxies of annotations. */
final class RedisAtomicRuntimeHints implements RuntimeHintsRegistrar {

  private static final List<String> ANNOTATIONS =
      List.of("dev.redisatomic.annotation.RedisAtomic", "dev.redisatomic.annotation.Watched");

  @Override
  public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
    // Spring makes a proxy where an annotation is composed of others
    ANNOTATIONS.forEach(name -> hints.proxies().registerJdkProxy(TypeReference.of(name)));
  }
}
