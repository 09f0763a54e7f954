package dev.redisatomic.readme;

import dev.redisatomic.config.EnableRedisAtomic;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

@Configuration
@EnableRedisAtomic
public class RedisConfiguration {

  @Bean
  public JedisConnectionFactory connectionFactory() {
    return new JedisConnectionFactory(new RedisStandaloneConfiguration("localhost", 6379));
  }

  @Bean
  public StringRedisTemplate redis(JedisConnectionFactory connectionFactory) {
    return new StringRedisTemplate(connectionFactory);
  }
}
