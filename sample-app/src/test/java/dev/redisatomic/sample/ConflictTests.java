package dev.redisatomic.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.sample.bank.BankService;
import dev.redisatomic.sample.shop.InventoryService;
import dev.redisatomic.sample.shop.Notifications;
import dev.redisatomic.sample.shop.Orders;
import dev.redisatomic.testing.AtomicCalls;
import dev.redisatomic.testing.AutoConfigureRedisAtomic;
import dev.redisatomic.testing.Interference;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.resttestclient.autoconfigure.AutoConfigureRestTestClient;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.client.RestTestClient;

/** A second writer changes what a body has read, before the body commits, in every attempt. */
@SpringBootTest(
    webEnvironment = WebEnvironment.RANDOM_PORT,
    properties = {"redis.atomic.max-retries=0", "shop.reserve.max-retries=2"})
@AutoConfigureRestTestClient
@AutoConfigureRedisAtomic
class ConflictTests {

  private final RestTestClient http;
  private final StringRedisTemplate redis;

  ConflictTests(@Autowired RestTestClient http, @Autowired StringRedisTemplate redis) {
    this.http = http;
    this.redis = redis;
  }

  @Test
  void aTransferWhoseRetriesAreUsedUpIs409AndAppliesNothing(
      @Autowired BankService bank, Interference interference) {
    bank.open("ann", 100);
    bank.open("bob", 0);
    interference
        .beforeCommitOf("BankService.transfer")
        .once(() -> redis.opsForValue().increment("account:ann:balance"));

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
      @Autowired Notifications notifications,
      Interference interference,
      AtomicCalls calls) {
    inventory.put("pen", 5);
    interference
        .beforeCommitOf("InventoryService.reserve")
        .times(3, () -> redis.opsForHash().increment("stock:pen", "available", 1));

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

    assertThat(calls.last("InventoryService.reserve")).gaveUp().inAttempts(3).watched("stock:pen");
    assertThat(inventory.find("pen").reserved()).isZero();
    assertThat(orders.latest()).isEmpty();
    assertThat(notifications.latest()).isEmpty();
  }
}
