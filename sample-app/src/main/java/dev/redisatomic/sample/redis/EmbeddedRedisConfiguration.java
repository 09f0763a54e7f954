package dev.redisatomic.sample.redis;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

/** Brings a server along unless the settings name one. */
@Configuration(proxyBeanMethods = false)
@Conditional(NoServerConfigured.class)
class EmbeddedRedisConfiguration {

  @Bean
  EmbeddedRedis embeddedRedis() {
    return EmbeddedRedis.start();
  }
}
