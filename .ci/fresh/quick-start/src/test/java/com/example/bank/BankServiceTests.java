package com.example.bank;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest
class BankServiceTests {

  private static OwnRedis server;

  @Autowired private BankService bank;
  @Autowired private StringRedisTemplate redis;

  @DynamicPropertySource
  static void start(DynamicPropertyRegistry properties) throws IOException {
    server = OwnRedis.start();
    properties.add("spring.data.redis.port", server::port);
  }

  @AfterAll
  static void stop() throws IOException {
    server.close();
  }

  @Test
  void aTransferIsOneTransaction() {
    redis.opsForValue().set("account:alice:balance", "100");
    redis.opsForValue().set("account:bob:balance", "0");

    assertThat(bank.transfer("alice", "bob", 101)).isFalse();
    int watches = calls("watch");
    int commits = calls("exec");
    assertThat(bank.transfer("alice", "bob", 30)).isTrue();

    assertThat(calls("watch")).isEqualTo(watches + 1);
    assertThat(calls("exec")).isEqualTo(commits + 1);
    assertThat(redis.opsForValue().get("account:alice:balance")).isEqualTo("70");
    assertThat(redis.opsForValue().get("account:bob:balance")).isEqualTo("30");
  }

  @Test
  void theClientIsTheOneThatWasChosen(
      @Autowired RedisConnectionFactory factory, @Autowired Environment environment) {
    boolean jedis = "jedis".equals(environment.getProperty("spring.data.redis.client-type"));

    assertThat(factory.getClass().getSimpleName())
        .isEqualTo(jedis ? "JedisConnectionFactory" : "LettuceConnectionFactory");
  }

  /** How often the server has run the command since it started. */
  private int calls(String command) {
    String statistics =
        redis.execute(
            (RedisCallback<String>)
                connection ->
                    connection
                        .serverCommands()
                        .info("commandstats")
                        .getProperty("cmdstat_" + command, "calls=0,"));
    return Integer.parseInt(statistics.replaceAll("calls=(\\d+),.*", "$1"));
  }
}
