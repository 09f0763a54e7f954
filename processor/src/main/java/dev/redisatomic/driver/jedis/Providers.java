package dev.redisatomic.driver.jedis;

import dev.redisatomic.AtomicSetupException;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.connection.jedis.JedisConnection;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import org.springframework.util.ReflectionUtils;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.providers.ConnectionProvider;

/**
 * The pools behind the client of a connection factory. Jedis gives out single connections of a
 * cluster, but not a way to look at it anew, and none at all of a master behind Sentinels; so this
 * reads a protected field, as Spring Data does for the same client's redirection limit.
 */
final class Providers {

  private static final @Nullable Field PROVIDER = field();

  private Providers() {}

  private static @Nullable Field field() {
    Field field = ReflectionUtils.findField(UnifiedJedis.class, "provider");
    if (field != null) {
      ReflectionUtils.makeAccessible(field);
    }
    return field;
  }

  static <P extends ConnectionProvider> P of(JedisConnectionFactory factory, Class<P> type) {
    if (PROVIDER == null) {
      throw new AtomicSetupException(
          "This version of Jedis keeps its connections elsewhere than 7.4; atomic methods on a"
              + " cluster or with Sentinels cannot use it.",
          "Use the version that Spring Boot 4.1 or 4.2 manages, or Lettuce.");
    }
    // the factory may have been stopped and started since the last time
    if (factory.getConnection() instanceof JedisConnection wrapper) {
      UnifiedJedis client = wrapper.getJedis();
      Object provider = ReflectionUtils.getField(PROVIDER, client);
      if (type.isInstance(provider)) {
        return type.cast(provider);
      }
    }
    throw new InvalidDataAccessApiUsageException(
        "Atomic methods found no "
            + type.getSimpleName()
            + " behind the connection factory; use a JedisConnectionFactory as it comes.");
  }
}
