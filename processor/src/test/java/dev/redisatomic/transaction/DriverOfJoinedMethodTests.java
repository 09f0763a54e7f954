package dev.redisatomic.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.driver.DriverProvider;
import dev.redisatomic.test.ClientMode;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.NotedMethods;
import dev.redisatomic.test.RedisSetup;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** The attempt of a surrounding transaction has the driver of the method that joined first. */
@EachServer
class DriverOfJoinedMethodTests {

  private final RedisSetup setup;

  DriverOfJoinedMethodTests(RedisSetup setup) {
    this.setup = setup;
  }

  @Configuration(proxyBeanMethods = false)
  static class Noting {

    @Bean
    NotedMethods provider(RedisConnectionFactory factory) {
      return Stream.of(ClientMode.values())
          .map(ClientMode::provider)
          .filter((DriverProvider each) -> each.supports(factory))
          .map(NotedMethods::new)
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void theAttemptHasTheDriverOfTheFirstMethod() throws Exception {
    List<Class<?>> configuration = List.of(Database.JDBC.configuration(), Noting.class);
    try (TwoStores stores = new TwoStores(setup, configuration, 1)) {
      List<String> opened = stores.bean(NotedMethods.class).opened();
      opened.clear();

      stores
          .orders()
          .transaction(
              () -> {
                stores.orders().joining(() -> stores.redis().opsForValue().increment("n"));
                return stores.orders().joining(() -> stores.redis().opsForValue().get("n"));
              });

      assertThat(opened).containsExactly("Orders.joining(Callable)");
    }
  }
}
