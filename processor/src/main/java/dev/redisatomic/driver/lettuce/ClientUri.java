package dev.redisatomic.driver.lettuce;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.lang.reflect.Field;
import org.springframework.util.ReflectionUtils;

/**
 * The address of a client, with its credentials, database, client name and TLS. Lettuce does not
 * give it out, and neither does a connection factory in full; so this reads a private field, as
 * Spring Data does for the same purpose.
 */
final class ClientUri {
  private static final Field URI = field();

  private ClientUri() {}

  private static Field field() {
    Field field = ReflectionUtils.findField(RedisClient.class, "redisURI", RedisURI.class);
    if (field == null) {
      throw new IllegalStateException(
          "This version of Lettuce keeps the address of a client elsewhere than 7.5; atomic methods"
              + " cannot use it.");
    }
    ReflectionUtils.makeAccessible(field);
    return field;
  }

  static RedisURI of(RedisClient client) {
    if (ReflectionUtils.getField(URI, client) instanceof RedisURI uri) {
      return uri;
    }
    throw new IllegalStateException("A RedisClient of Lettuce has no address");
  }
}
