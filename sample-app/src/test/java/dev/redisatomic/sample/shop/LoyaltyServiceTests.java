package dev.redisatomic.sample.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.sample.shop.Customer.Tier;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.data.redis.core.StringRedisTemplate;

@SpringBootTest(properties = "redis.atomic.max-retries=10000")
class LoyaltyServiceTests {

  private final LoyaltyService loyalty;
  private final StringRedisTemplate redis;

  LoyaltyServiceTests(@Autowired LoyaltyService loyalty, @Autowired StringRedisTemplate redis) {
    this.loyalty = loyalty;
    this.redis = redis;
  }

  @BeforeEach
  void nobodyHasACard() {
    redis.delete(redis.keys("{loyalty}*"));
  }

  @Test
  void aNewCustomerHasTheNextCard() {
    assertThat(loyalty.earn("ann", 30)).isEqualTo(new Customer("ann", 1, 30, Tier.BRONZE));
    assertThat(loyalty.earn("bob", 100)).isEqualTo(new Customer("bob", 2, 100, Tier.GOLD));
    assertThat(loyalty.earn("ann", 10)).isEqualTo(new Customer("ann", 1, 40, Tier.BRONZE));
  }

  @Test
  void aCustomerIsFoundInTheNewTierOnly() {
    loyalty.earn("ann", 99);
    Customer ann = loyalty.earn("ann", 1);

    assertThat(loyalty.find(Tier.GOLD)).containsExactly(ann);
    assertThat(loyalty.find(Tier.BRONZE)).isEmpty();
  }

  @Test
  void aCardOfACustomerWhoIsNotStoredIsGivenOutAgain(@Autowired RedisAtomicOperations atomic) {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                atomic.execute(
                    () -> {
                      Customer lost = loyalty.earn("ann", 1);
                      throw new IllegalStateException("card " + lost.card());
                    }))
        .withMessage("card 1");

    assertThat(redis.keys("*loyalty*")).isEmpty();
    assertThat(loyalty.earn("bob", 1).card()).isEqualTo(1);
  }

  @Test
  void customersAtTheSameTimeLoseNeitherPointsNorCards() {
    List<CompletableFuture<Void>> clients =
        IntStream.range(0, 4)
            .mapToObj(client -> CompletableFuture.runAsync(() -> buy(client)))
            .toList();
    clients.forEach(CompletableFuture::join);

    assertThat(loyalty.find(Tier.GOLD))
        .extracting(Customer::points)
        .as("of the one who bought with every client")
        .containsExactly(400L);
    assertThat(loyalty.find(Tier.BRONZE))
        .hasSize(40)
        .extracting(Customer::card)
        .doesNotHaveDuplicates();
    assertThat(redis.opsForValue().get("{loyalty}:last-card")).isEqualTo("41");
  }

  private void buy(int client) {
    for (int i = 0; i < 10; i++) {
      loyalty.earn("everywhere", 10);
      loyalty.earn("only-" + client + "-" + i, 1);
    }
  }
}
