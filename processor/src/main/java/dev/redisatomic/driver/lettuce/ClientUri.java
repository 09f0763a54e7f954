package dev.redisatomic.driver.lettuce;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import java.lang.reflect.Field;
import org.springframework.util.ReflectionUtils;

/**
 * The address of a client, with its credentials, database, client name and TLS. Lettuce does not
 * give it out, and neither does a connection factory in full; so this reads private fields, as
 * Spring Data does for the same purpose.
 */
final class ClientUri {
  private static final Field OF_CLIENT = field(RedisClient.class, "redisURI");
  private static final Field OF_CLUSTER = field(RedisClusterClient.class, "initialUris");

  private ClientUri() {}

  private static Field field(Class<?> client, String name) {
    Field field = ReflectionUtils.findField(client, name);
    if (field == null) {
      throw new IllegalStateException(
          "This version of Lettuce keeps the address of a client elsewhere than 7.5; atomic methods"
              + " cannot use it.");
    }
    ReflectionUtils.makeAccessible(field);
    return field;
  }

  static RedisURI of(RedisClient client) {
    if (ReflectionUtils.getField(OF_CLIENT, client) instanceof RedisURI uri) {
      return uri;
    }
    throw new IllegalStateException("A RedisClient of Lettuce has no address");
  }

  /** The first of the configured nodes. What else it says is the same for all nodes. */
  static RedisURI of(RedisClusterClient client) {
    if (ReflectionUtils.getField(OF_CLUSTER, client) instanceof Iterable<?> uris
        && uris.iterator().next() instanceof RedisURI uri) {
      return uri;
    }
    throw new IllegalStateException("A RedisClusterClient of Lettuce has no addresses");
  }
}
