package dev.redisatomic.benchmarks.micro;

import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.config.EnableRedisAtomic;
import org.openjdk.jmh.annotations.TearDown;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** A measurement in a running application. */
public abstract class ApplicationBenchmark extends MicroBenchmark {

  private final AnnotationConfigApplicationContext application =
      new AnnotationConfigApplicationContext(Application.class);

  /** Its atomic methods. */
  final Bank bank = application.getBean(Bank.class);

  @TearDown
  public void close() {
    application.close();
  }

  /** The application that is measured; the library is set up in it as in any other. */
  @Configuration(proxyBeanMethods = false)
  @EnableRedisAtomic
  static class Application {

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
}
