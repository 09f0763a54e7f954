package dev.redisatomic.driver.lettuce;

import dev.redisatomic.AtomicSetupException;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.cluster.RedisClusterClient;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Refuses clients that this driver cannot work with. */
final class Refused {
  private Refused() {}

  /**
   * Refuses the client of a factory that has started; before that, the factory does not say enough.
   */
  static void unlessKnown(LettuceConnectionFactory factory) {
    if (factory.isRunning() && !factory.isClusterAware()) {
      uri(factory.getRequiredNativeClient());
    }
  }

  /**
   * The address to which the application's client leads, unless that is a cluster.
   *
   * @return the address of a server, or of Sentinels
   * @throws AtomicSetupException if it is something else
   */
  static RedisURI uri(AbstractRedisClient applications) {
    if (!(applications instanceof RedisClient client)) {
      throw new AtomicSetupException(
          "Atomic methods cannot run on a LettuceConnectionFactory whose client is a "
              + applications.getClass().getName()
              + ".",
          "Use one that makes a "
              + RedisClient.class.getName()
              + " or a "
              + RedisClusterClient.class.getName()
              + ".");
    }
    RedisURI uri = ClientUri.of(client);
    if (uri.getHost() == null && uri.getSocket() == null && uri.getSentinels().isEmpty()) {
      // the factory gives its client no address where it knows several
      throw new AtomicSetupException(
          "Atomic methods cannot run on Lettuce with a static list of a master and its replicas:"
              + " nobody says which of them is the master.",
          "Name the master alone (RedisStandaloneConfiguration), or Sentinels"
              + " (RedisSentinelConfiguration).");
    }
    return uri;
  }
}
