package dev.redisatomic.starter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import dev.redisatomic.testserver.RedisServer;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.data.redis.connection.RedisSocketConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.types.RedisClientInfo;

/**
 * An application that has the starter and Netty's native transport. Here, because with that on the
 * class path Lettuce uses it for all connections, and the other modules test what Boot has.
 */
@EnabledOnOs(
    value = OS.LINUX,
    architectures = {"amd64", "x86_64"},
    disabledReason = "the native transport among the dependencies is the one for Linux on x86")
class UnixSocketTests {
  private Path socket;
  private RedisServer server;
  private ConfigurableApplicationContext application;

  /** Public, for proxies. */
  public static class Stock {
    private final StringRedisTemplate redis;

    public Stock(StringRedisTemplate redis) {
      this.redis = redis;
    }

    @RedisAtomic
    public int take(@Watched("stock:{}") String item, Runnable meanwhile) {
      int left = Integer.parseInt(String.valueOf(redis.opsForValue().get("stock:" + item)));
      if (AtomicContext.current().attempt() == 1) {
        meanwhile.run();
      }
      redis.opsForValue().set("stock:" + item, String.valueOf(left - 1));
      return left - 1;
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {
    @Bean
    LettuceConnectionFactory redisConnectionFactory(Environment environment) {
      return new LettuceConnectionFactory(
          new RedisSocketConfiguration(environment.getRequiredProperty("socket")));
    }

    @Bean
    Stock stock(StringRedisTemplate redis) {
      return new Stock(redis);
    }
  }

  /** The path of a socket has to be short. */
  @BeforeEach
  void start(@TempDir Path directory) {
    socket = directory.resolve("s");
    server = RedisServer.start("unixsocket " + socket);
    application =
        new SpringApplicationBuilder(Application.class)
            .web(WebApplicationType.NONE)
            .run("--socket=" + socket);
  }

  @AfterEach
  void stop() {
    application.close();
    server.close();
  }

  private static List<RedisClientInfo> clients(StringRedisTemplate redis) {
    return Objects.requireNonNull(
        redis.execute(
            (RedisCallback<List<RedisClientInfo>>)
                connection -> connection.serverCommands().getClientList()));
  }

  @Test
  void aConflictIsNoticedAndTheBodyRunsAgain() {
    Stock stock = application.getBean(Stock.class);
    StringRedisTemplate redis = application.getBean(StringRedisTemplate.class);
    redis.opsForValue().set("stock:pen", "10");
    // on a thread of its own, which has nothing to do with the attempt
    Runnable meanwhile =
        () -> CompletableFuture.runAsync(() -> redis.opsForValue().set("stock:pen", "5")).join();

    assertThat(stock.take("pen", meanwhile)).isEqualTo(4);

    assertThat(redis.opsForValue().get("stock:pen")).isEqualTo("4");
    assertThat(clients(redis))
        .hasSizeGreaterThan(1)
        .allSatisfy(client -> assertThat(client.getAddressPort()).isEqualTo(socket + ":0"));
  }
}
