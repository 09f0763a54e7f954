package dev.redisatomic.config;

import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.TypeReference;
import org.springframework.data.redis.connection.RedisConnection;

/** What a native image cannot find out by itself: proxies, and methods that are looked up. */
final class RedisAtomicRuntimeHints implements RuntimeHintsRegistrar {

  private static final List<String> ANNOTATIONS =
      List.of("dev.redisatomic.annotation.RedisAtomic", "dev.redisatomic.annotation.Watched");

  @Override
  public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
    // the connection that templates are given: each call is made on Spring Data's own connection
    hints.proxies().registerJdkProxy(RedisConnection.class);
    for (Method method : RedisConnection.class.getMethods()) {
      hints.reflection().registerMethod(method, ExecutableMode.INVOKE);
    }
    // where the driver's client keeps its connections to a cluster, or to a master behind Sentinels
    hints
        .reflection()
        .registerTypeIfPresent(
            classLoader, "redis.clients.jedis.UnifiedJedis", type -> type.withField("provider"));
    // Spring makes a proxy where an annotation is composed of others
    ANNOTATIONS.forEach(name -> hints.proxies().registerJdkProxy(TypeReference.of(name)));
  }
}
