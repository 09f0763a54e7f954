package dev.redisatomic.driver.lettuce;

import dev.redisatomic.AtomicSetupException;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** The topologies that this driver does not know. */
final class Refused {
  private Refused() {}

  /** Whether there are several servers behind a factory, as far as it says so before it starts. */
  static void unlessSingleServer(LettuceConnectionFactory factory) {
    if (factory.isClusterAware()) {
      throw refused("a Redis Cluster");
    }
    if (factory.isRedisSentinelAware()) {
      throw refused("a master behind Sentinels");
    }
    if (factory.isRunning()) {
      uri(factory.getRequiredNativeClient());
    }
  }

  /**
   * Where the application's client leads to.
   *
   * @throws AtomicSetupException if that is not one server
   */
  static RedisURI uri(AbstractRedisClient applications) {
    if (!(applications instanceof RedisClient client)) {
      throw new AtomicSetupException(
          "Atomic methods cannot run on a LettuceConnectionFactory whose client is a "
              + applications.getClass().getName()
              + ".",
          "Use one that makes a " + RedisClient.class.getName() + ".");
    }
    RedisURI uri = ClientUri.of(client);
    if (!uri.getSentinels().isEmpty()) {
      throw refused("a master behind Sentinels");
    }
    if (uri.getHost() == null && uri.getSocket() == null) {
      // the factory gives its client no address where it knows several
      throw refused("a static list of a master and its replicas");
    }
    return uri;
  }

  private static AtomicSetupException refused(String topology) {
    return new AtomicSetupException(
        "Atomic methods cannot run on Lettuce with " + topology + " yet.",
        topology.startsWith("a static")
            ? "Name the master alone (RedisStandaloneConfiguration)."
            : "Use Jedis for it: with Spring Boot, set spring.data.redis.client-type=jedis and have"
                + " redis.clients:jedis on the class path.");
  }
}
