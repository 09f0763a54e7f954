package dev.redisatomic.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.RuntimeHintsRegistrar;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisStringCommands;

/** What is said to a native image; that one runs is not shown here. */
class RuntimeHintsTests {

  private final RuntimeHints hints = new RuntimeHints();

  /** As Spring does, so that the file which names the registrar is tested, too. */
  @BeforeEach
  void register() {
    SpringFactoriesLoader.forResourceLocation("META-INF/spring/aot.factories")
        .load(RuntimeHintsRegistrar.class)
        .stream()
        .filter(registrar -> registrar.getClass().getName().startsWith("dev.redisatomic."))
        .forEach(registrar -> registrar.registerHints(hints, getClass().getClassLoader()));
  }

  @Test
  void theConnectionOfAnAttemptIsAProxy() {
    assertThat(RuntimeHintsPredicates.proxies().forInterfaces(RedisConnection.class))
        .accepts(hints);
  }

  @Test
  void everyMethodOfAConnectionCanBeCalled() {
    for (Method method : RedisConnection.class.getMethods()) {
      if (!Modifier.isStatic(method.getModifiers())) {
        assertThat(RuntimeHintsPredicates.reflection().onMethodInvocation(method)).accepts(hints);
      }
    }
    assertThat(RedisConnection.class.getMethods())
        .extracting(Method::getDeclaringClass)
        .contains(RedisStringCommands.class);
  }

  @Test
  void composedAnnotationsAreProxies() {
    assertThat(RuntimeHintsPredicates.proxies().forInterfaces(RedisAtomic.class)).accepts(hints);
    assertThat(RuntimeHintsPredicates.proxies().forInterfaces(Watched.class)).accepts(hints);
  }

  /** The drivers read them. */
  @ParameterizedTest
  @CsvSource({
    "redis.clients.jedis.UnifiedJedis, provider",
    "io.lettuce.core.RedisClient, redisURI",
    "io.lettuce.core.cluster.RedisClusterClient, initialUris"
  })
  void fieldsOfClientsCanBeRead(String type, String field) throws ReflectiveOperationException {
    assertThat(
            RuntimeHintsPredicates.reflection()
                .onFieldAccess(Class.forName(type).getDeclaredField(field)))
        .accepts(hints);
  }
}
