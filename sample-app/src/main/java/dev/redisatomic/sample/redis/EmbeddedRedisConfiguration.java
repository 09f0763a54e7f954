package dev.redisatomic.sample.redis;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** Brings a server along, or a cluster, unless the settings name one. */
@Configuration(proxyBeanMethods = false)
@Conditional(NoServerConfigured.class)
class EmbeddedRedisConfiguration {

  @Bean
  @Profile("!cluster")
  EmbeddedRedis embeddedRedis() {
    return EmbeddedRedis.start();
  }

  @Bean
  @Profile("cluster")
  EmbeddedCluster embeddedCluster() {
    return EmbeddedCluster.start();
  }
}
