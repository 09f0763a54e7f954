package dev.redisatomic.sample.redis;

import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Cluster;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Standalone;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/**
 * Says once which server is used, and by which driver; one that does not answer stops the start.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RedisAnnouncement implements ApplicationRunner {

  private static final Log log = LogFactory.getLog(RedisAnnouncement.class);

  private final StringRedisTemplate redis;
  private final DataRedisConnectionDetails details;
  private final ObjectProvider<OwnRedis> own;

  RedisAnnouncement(
      StringRedisTemplate redis, DataRedisConnectionDetails details, ObjectProvider<OwnRedis> own) {
    this.redis = redis;
    this.details = details;
    this.own = own;
  }

  @Override
  public void run(ApplicationArguments args) {
    RedisCallback<Properties> info = connection -> connection.serverCommands().info("server");
    Properties server = redis.execute(info);
    OwnRedis started = own.getIfAvailable();
    log.info(
        "Using Redis %s at %s, %s, by %s"
            .formatted(
                version(server),
                address(),
                started == null ? "as set by spring.data.redis.*" : "started from " + started,
                driver()));
  }

  private String driver() {
    Class<?> factory = redis.getRequiredConnectionFactory().getClass();
    return factory.getSimpleName().replace("ConnectionFactory", "");
  }

  /** The version of all nodes. In a cluster, the name of each is in front of the property's. */
  private static String version(@Nullable Properties server) {
    return server == null
        ? "(unknown version)"
        : server.stringPropertyNames().stream()
            .filter(name -> name.endsWith("redis_version"))
            .map(server::getProperty)
            .distinct()
            .collect(Collectors.joining(" and "));
  }

  private String address() {
    Standalone server = details.getStandalone();
    if (server != null) {
      return server.getHost() + ":" + server.getPort();
    }
    Cluster cluster = details.getCluster();
    return cluster == null
        ? "several addresses"
        : cluster.getNodes().stream()
            .map(node -> node.host() + ":" + node.port())
            .collect(Collectors.joining(", "));
  }
}
