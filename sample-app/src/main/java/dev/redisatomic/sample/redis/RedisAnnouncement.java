package dev.redisatomic.sample.redis;

import java.util.Properties;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Standalone;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;

/** Says once which server is used; one that does not answer stops the start. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RedisAnnouncement implements ApplicationRunner {

  private static final Log log = LogFactory.getLog(RedisAnnouncement.class);

  private final StringRedisTemplate redis;
  private final DataRedisConnectionDetails details;
  private final ObjectProvider<EmbeddedRedis> embedded;

  RedisAnnouncement(
      StringRedisTemplate redis,
      DataRedisConnectionDetails details,
      ObjectProvider<EmbeddedRedis> embedded) {
    this.redis = redis;
    this.details = details;
    this.embedded = embedded;
  }

  @Override
  public void run(ApplicationArguments args) {
    RedisCallback<Properties> info = connection -> connection.serverCommands().info("server");
    Properties server = redis.execute(info);
    String version = server == null ? null : server.getProperty("redis_version");
    EmbeddedRedis own = embedded.getIfAvailable();
    log.info(
        "Using Redis %s at %s, %s"
            .formatted(
                version == null ? "(unknown version)" : version,
                address(details.getStandalone()),
                own == null ? "as set by spring.data.redis.*" : "started from " + own));
  }

  private static String address(@Nullable Standalone server) {
    return server == null ? "several addresses" : server.getHost() + ":" + server.getPort();
  }
}
