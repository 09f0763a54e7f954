package dev.redisatomic.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.config.EnableRedisAtomic;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.connection.RedisClusterConfiguration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisSentinelConfiguration;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.test.context.junit.jupiter.SpringJUnitConfig;

/** Without Boot, from the properties of the environment. */
class PlainSpringTests {

  @EnableRedisAtomic
  @Import(BankService.class)
  abstract static class Atomic {

    @Bean
    StringRedisTemplate redis(RedisConnectionFactory factory) {
      return new StringRedisTemplate(factory);
    }
  }

  private static void conflict(
      BankService bank, StringRedisTemplate redis, Interference interference, AtomicCalls calls) {
    redis.opsForValue().set("account:{x}1", "100");
    interference
        .beforeCommitOf("BankService.transfer")
        .once(() -> redis.opsForValue().set("account:{x}1", "70"));

    assertThat(bank.transfer("{x}1", "{x}2", 60)).isTrue();

    assertThat(calls.last("BankService.transfer")).committed().inAttempts(2);
    assertThat(redis.opsForValue().get("account:{x}1")).isEqualTo("10");
  }

  @Nested
  @SpringJUnitConfig
  @EmbeddedRedis
  @AutoConfigureRedisAtomic(hideValues = true)
  class OneServer {

    @Autowired BankService bank;
    @Autowired StringRedisTemplate redis;

    @Configuration(proxyBeanMethods = false)
    static class Application extends Atomic {
      @Bean
      LettuceConnectionFactory factory(
          @Value("${spring.data.redis.host}") String host,
          @Value("${spring.data.redis.port}") int port) {
        return new LettuceConnectionFactory(new RedisStandaloneConfiguration(host, port));
      }
    }

    @Test
    void aConflict(Interference interference, AtomicCalls calls) {
      conflict(bank, redis, interference, calls);
      assertThat(calls.last("BankService.transfer").toString())
          .contains("DECRBY account:{x}1 … → QUEUED")
          .doesNotContain("60", "70");
    }
  }

  @Nested
  @SpringJUnitConfig
  @EmbeddedRedis(EmbeddedRedis.Topology.CLUSTER)
  @AutoConfigureRedisAtomic
  class Cluster {

    @Autowired BankService bank;
    @Autowired StringRedisTemplate redis;

    @Configuration(proxyBeanMethods = false)
    static class Application extends Atomic {
      @Bean
      LettuceConnectionFactory factory(
          @Value("${spring.data.redis.cluster.nodes}") String[] nodes) {
        return new LettuceConnectionFactory(new RedisClusterConfiguration(List.of(nodes)));
      }
    }

    @Test
    void aConflict(Interference interference, AtomicCalls calls) {
      conflict(bank, redis, interference, calls);
    }
  }

  @Nested
  @SpringJUnitConfig
  @EmbeddedRedis(EmbeddedRedis.Topology.SENTINEL)
  @AutoConfigureRedisAtomic
  class Sentinel {

    @Autowired BankService bank;
    @Autowired StringRedisTemplate redis;

    @Configuration(proxyBeanMethods = false)
    static class Application extends Atomic {
      @Bean
      LettuceConnectionFactory factory(
          @Value("${spring.data.redis.sentinel.master}") String master,
          @Value("${spring.data.redis.sentinel.nodes}") String node) {
        String[] parts = node.split(":", -1);
        return new LettuceConnectionFactory(
            new RedisSentinelConfiguration()
                .master(master)
                .sentinel(parts[0], Integer.parseInt(parts[1])));
      }
    }

    @Test
    void aConflict(Interference interference, AtomicCalls calls) {
      conflict(bank, redis, interference, calls);
    }
  }
}
