package dev.redisatomic.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import dev.redisatomic.test.ClientMode;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** A Boot application as it comes: with everything that Boot configures, and so on Lettuce. */
@EachServer(modes = ClientMode.LETTUCE) // Boot's choice
class DefaultApplicationTests {
  private static final int THREADS = 4;
  private static final int CALLS = 50;

  /** Public, for proxies. */
  public static class Counter {
    private final StringRedisTemplate redis;

    public Counter(StringRedisTemplate redis) {
      this.redis = redis;
    }

    @RedisAtomic(maxRetries = 1000)
    public void hit(@Watched("hits:{}") String page) {
      String seen = redis.opsForValue().get("hits:" + page);
      redis
          .opsForValue()
          .set("hits:" + page, String.valueOf(seen == null ? 1 : Integer.parseInt(seen) + 1));
    }
  }

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {
    @Bean
    Counter counter(StringRedisTemplate redis) {
      return new Counter(redis);
    }
  }

  /** What a test with {@code @ServiceConnection}, or Docker Compose, adds. */
  static class Details implements DataRedisConnectionDetails {
    private final RedisSetup redis;

    Details(RedisSetup redis) {
      this.redis = redis;
    }

    @Override
    public Standalone getStandalone() {
      return Standalone.of(redis.server().host(), redis.server().port());
    }
  }

  private final RedisSetup redis;

  DefaultApplicationTests(RedisSetup redis) {
    this.redis = redis;
  }

  @BeforeEach
  void empty() {
    redis.flushAll();
  }

  private static SpringApplicationBuilder application() {
    return new SpringApplicationBuilder(Application.class).web(WebApplicationType.NONE);
  }

  @Test
  void thePortIsEnough() throws Exception {
    try (ConfigurableApplicationContext context =
        application().run("--spring.data.redis.port=" + redis.server().port())) {
      assertCountsEveryHit(context);
    }
  }

  @Test
  void theAddressMayComeFromABeanOfConnectionDetails() throws Exception {
    try (ConfigurableApplicationContext context =
        application()
            .initializers(
                initialized ->
                    ((GenericApplicationContext) initialized)
                        .registerBean(DataRedisConnectionDetails.class, () -> new Details(redis)))
            .run()) {
      assertThat(context.getBeansOfType(ConnectionDetails.class)).isNotEmpty();
      assertCountsEveryHit(context);
    }
  }

  private void assertCountsEveryHit(ConfigurableApplicationContext context) throws Exception {
    assertThat(context.getBean(RedisConnectionFactory.class))
        .isInstanceOf(LettuceConnectionFactory.class);
    Counter counter = context.getBean(Counter.class);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<Object>> calls =
          IntStream.range(0, THREADS * CALLS)
              .<Callable<Object>>mapToObj(i -> Executors.callable(() -> counter.hit("home")))
              .toList();
      for (Future<Object> call : threads.invokeAll(calls)) {
        call.get();
      }
    } finally {
      threads.shutdownNow();
    }
    assertThat(redis.other().get("hits:home")).isEqualTo(String.valueOf(THREADS * CALLS));
  }
}
