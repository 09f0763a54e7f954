package dev.redisatomic.driver.lettuce;

import dev.redisatomic.AtomicSetupException;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ReflectionUtils;

/**
 * The address of a client, with its credentials, database, client name and TLS. Lettuce does not
 * give it out, and neither does a connection factory in full; so this reads private fields, as
 * Spring Data does for the same purpose.
 */
final class ClientUri {
  private ClientUri() {}

  private static @Nullable Object read(AbstractRedisClient client, Class<?> type, String name) {
    Field field = ReflectionUtils.findField(type, name);
    if (field == null) {
      throw new AtomicSetupException(
          "This version of Lettuce keeps the address of a client elsewhere than 7.5; atomic methods"
              + " cannot use it.",
          "Use the version that Spring Boot 4.1 or 4.2 manages, or Jedis.");
    }
    ReflectionUtils.makeAccessible(field);
    return ReflectionUtils.getField(field, client);
  }

  static RedisURI of(RedisClient client) {
    if (read(client, RedisClient.class, "redisURI") instanceof RedisURI uri) {
      return uri;
    }
    throw new IllegalStateException("A RedisClient of Lettuce has no address");
  }

  /** The first of the configured nodes. What else it says is the same for all nodes. */
  static RedisURI of(RedisClusterClient client) {
    if (read(client, RedisClusterClient.class, "initialUris") instanceof Iterable<?> uris
        && uris.iterator().next() instanceof RedisURI uri) {
      return uri;
    }
    throw new IllegalStateException("A RedisClusterClient of Lettuce has no addresses");
  }
}
