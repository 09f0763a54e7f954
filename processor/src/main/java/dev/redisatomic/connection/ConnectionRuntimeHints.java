package dev.redisatomic.connection;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.ExecutableMode;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.data.redis.connection.RedisConnection;

/**
 * Names for a native image the connection that templates are given: a proxy, each call of which is
 * made on Spring Data's own connection.
 */
final class ConnectionRuntimeHints implements RuntimeHintsRegistrar {
  @Override
  public void registerHints(RuntimeHints hints, @Nullable ClassLoader classLoader) {
    hints.proxies().registerJdkProxy(RedisConnection.class);
    for (Method method : RedisConnection.class.getMethods()) {
      hints.reflection().registerMethod(method, ExecutableMode.INVOKE);
    }
  }
}
