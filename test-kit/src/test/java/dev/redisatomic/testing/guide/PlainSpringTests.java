package dev.redisatomic.testing.guide;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.config.EnableRedisAtomic;
import dev.redisatomic.testing.AtomicCalls;
import dev.redisatomic.testing.AutoConfigureRedisAtomic;
import dev.redisatomic.testing.EmbeddedRedis;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

@SpringJUnitConfig
@EmbeddedRedis
@AutoConfigureRedisAtomic
class PlainSpringTests {

  @Configuration
  @EnableRedisAtomic
  @Import(BankService.class)
  static class Config {

    @Bean
    JedisConnectionFactory connectionFactory(
        @Value("${spring.data.redis.host}") String host,
        @Value("${spring.data.redis.port}") int port) {
      return new JedisConnectionFactory(new RedisStandaloneConfiguration(host, port));
    }

    @Bean
    StringRedisTemplate redis(RedisConnectionFactory factory) {
      return new StringRedisTemplate(factory);
    }
  }

  @Test
  void isAtomic(
      @Autowired BankService bank, @Autowired StringRedisTemplate redis, AtomicCalls calls) {
    redis.opsForValue().set("account:alice:balance", "100");

    bank.transfer("alice", "bob", 60);

    assertThat(calls.last("BankService.transfer")).committed();
  }
}
