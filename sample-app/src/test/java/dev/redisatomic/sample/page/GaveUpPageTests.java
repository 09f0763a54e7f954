package dev.redisatomic.sample.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.sample.bank.BankService;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.test.context.TestPropertySource;

/** A second writer gets in between in every attempt. */
@BrowserTest
@TestPropertySource(properties = "redis.atomic.max-retries=2")
class GaveUpPageTests {

  @Test
  void aTransferWhoseRetriesAreUsedUpSaysAfterHowManyAttempts(Browser browser) {
    browser.open("bank");
    browser.await("#no-accounts", "There are no accounts yet.");
    browser.click("#open-demo");
    browser.await("#accounts tbody", "eve 0 0");

    browser.click("#transfer-form button");

    assertThat(browser.await("#bank-outcome", "Gave up"))
        .startsWith("Gave up after 3 attempts.")
        .contains("Nothing was applied");
    browser.await("#accounts tbody", "ann 103 0");
  }

  @TestConfiguration(proxyBeanMethods = false)
  static class SecondWriter {

    @Bean
    @Primary
    BankService disturbedBank(StringRedisTemplate redis) {
      return new DisturbedBank(redis);
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
}
