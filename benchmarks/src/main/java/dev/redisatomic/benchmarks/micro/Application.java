package dev.redisatomic.benchmarks.micro;

import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.config.EnableRedisAtomic;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The application that is measured; the library is set up in it as in any other. */
@Configuration(proxyBeanMethods = false)
@EnableRedisAtomic
class Application {

  static AnnotationConfigApplicationContext start() {
    return new AnnotationConfigApplicationContext(Application.class);
  }

  @Bean
  static RedisConnectionFactory connections() {
    return new MemoryConnectionFactory();
  }

  @Bean
  static StringRedisTemplate redis(RedisConnectionFactory connections) {
    return new StringRedisTemplate(connections);
  }

  @Bean
  static Bank bank(StringRedisTemplate redis, RedisAtomicOperations atomic) {
    return new Bank(redis, atomic);
  }
}
