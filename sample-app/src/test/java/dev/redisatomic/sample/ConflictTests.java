package dev.redisatomic.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.sample.bank.BankService;
import dev.redisatomic.sample.shop.InventoryService;
import dev.redisatomic.sample.shop.Notifications;
import dev.redisatomic.sample.shop.OrderLine;
import dev.redisatomic.sample.shop.Orders;
import dev.redisatomic.sample.shop.Reservation;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

/** A second writer changes what a body has read, before the body commits, in every attempt. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"redis.atomic.max-retries=0", "shop.reserve.max-retries=2"})
@AutoConfigureRestTestClient
class ConflictTests {

  private final RestTestClient http;

  ConflictTests(@Autowired RestTestClient http) {
    this.http = http;
  }

  @Test
  void aTransferWhoseRetriesAreUsedUpIs409AndAppliesNothing(@Autowired BankService bank) {
    bank.open("ann", 100);
    bank.open("bob", 0);

    http.post()
        .uri("/transfers")
        .contentType(MediaType.APPLICATION_JSON)
        .body("{\"from\":\"ann\",\"to\":\"bob\",\"amount\":30}")
        .exchange()
        .expectStatus()
        .isEqualTo(409)
        .expectHeader()
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .expectBody()
        .jsonPath("$.title")
        .isEqualTo("Conflict")
        .jsonPath("$.attempts")
        .isEqualTo(1);

    assertThat(bank.find("ann").balance()).isEqualTo(101);
    assertThat(bank.find("bob").balance()).isZero();
  }

  @Test
  void anOrderIsRetriedAsOftenAsItsPropertySays(
      @Autowired InventoryService inventory,
      @Autowired Orders orders,
      @Autowired Notifications notifications) {
    inventory.put("pen", 5);

    http.post()
        .uri("/orders")
        .contentType(MediaType.APPLICATION_JSON)
        .body("{\"lines\":[{\"productId\":\"pen\",\"quantity\":1}]}")
        .exchange()
        .expectStatus()
        .isEqualTo(409)
        .expectBody()
        .jsonPath("$.attempts")
        .isEqualTo(3);

    assertThat(inventory.find("pen").reserved()).isZero();
    assertThat(orders.latest()).isEmpty();
    assertThat(notifications.latest()).isEmpty();
  }

  @TestConfiguration(proxyBeanMethods = false)
  static class SecondWriter {

    @Bean
    @Primary
    BankService disturbedBank(StringRedisTemplate redis) {
      return new DisturbedBank(redis);
    }

    @Bean
    @Primary
    InventoryService disturbedInventory(
        StringRedisTemplate redis, Orders orders, Notifications notifications) {
      return new DisturbedInventory(redis, orders, notifications);
    }
  }

  static class DisturbedBank extends BankService {

    private final StringRedisTemplate redis;

    DisturbedBank(StringRedisTemplate redis) {
      super(redis);
      this.redis = redis;
    }

    @Override
    public boolean transfer(String from, String to, long amount) {
      boolean transferred = super.transfer(from, to, amount);
      CompletableFuture.runAsync(
              () -> redis.opsForValue().increment("account:" + from + ":balance"))
          .join();
      return transferred;
    }
  }

  static class DisturbedInventory extends InventoryService {

    private final StringRedisTemplate redis;

    DisturbedInventory(StringRedisTemplate redis, Orders orders, Notifications notifications) {
      super(redis, orders, notifications);
      this.redis = redis;
    }

    @Override
    public Reservation reserve(List<OrderLine> lines) {
      Reservation reservation = super.reserve(lines);
      CompletableFuture.runAsync(
              () ->
                  redis.opsForHash().increment("stock:" + lines.get(0).productId(), "available", 1))
          .join();
      return reservation;
    }
  }
}
