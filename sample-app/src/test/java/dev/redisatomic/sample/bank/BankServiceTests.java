package dev.redisatomic.sample.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.Queued;
import dev.redisatomic.sample.NotFoundException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.data.redis.core.StringRedisTemplate;

@SpringBootTest
class BankServiceTests {

  private final BankService bank;
  private final StringRedisTemplate redis;

  BankServiceTests(@Autowired BankService bank, @Autowired StringRedisTemplate redis) {
    this.bank = bank;
    this.redis = redis;
  }

  @BeforeEach
  void noAccounts() {
    redis.delete(redis.keys("account:*"));
  }

  @Test
  void aTransferMovesMoneyAndIsCounted() {
    bank.open("ann", 100);
    bank.open("bob", 0);

    assertThat(bank.transfer("ann", "bob", 30)).isTrue();

    assertThat(bank.find("ann")).isEqualTo(new Account("ann", 70, 1));
    assertThat(bank.find("bob")).isEqualTo(new Account("bob", 30, 0));
  }

  @Test
  void aTransferWithoutEnoughMoneyWritesNothing() {
    bank.open("ann", 29);
    bank.open("bob", 0);

    assertThat(bank.transfer("ann", "bob", 30)).isFalse();

    assertThat(bank.find("ann")).isEqualTo(new Account("ann", 29, 0));
    assertThat(bank.find("bob")).isEqualTo(new Account("bob", 0, 0));
  }

  @Test
  void aTransferToOneselfIsRefused() {
    bank.open("ann", 100);

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> bank.transfer("ann", "ann", 30));

    assertThat(bank.find("ann").balance()).isEqualTo(100);
  }

  @Test
  void aTransferOfANegativeAmountIsRefused() {
    bank.open("ann", 100);
    bank.open("bob", 100);

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> bank.transfer("ann", "bob", -30));

    assertThat(bank.find("bob").balance()).isEqualTo(100);
  }

  @Test
  void aTransferToNobodyWritesNothing() {
    bank.open("ann", 100);

    assertThatExceptionOfType(NotFoundException.class)
        .isThrownBy(() -> bank.transfer("ann", "nobody", 30))
        .withMessageContaining("nobody");

    assertThat(bank.find("ann").balance()).isEqualTo(100);
    assertThat(redis.hasKey("account:nobody:balance")).isFalse();
  }

  @Test
  void anAccountIsOpenedOnce() {
    assertThat(bank.open("ann", 100)).isTrue();
    assertThat(bank.open("ann", 5)).isFalse();

    assertThat(bank.find("ann").balance()).isEqualTo(100);
  }

  @Test
  void aDepositPaysEverybodyAndTellsTheNewBalances() {
    bank.open("ann", 100);

    Map<String, Queued<@Nullable Long>> balances = bank.deposit(Set.of("ann", "new"), 7);

    assertThat(Objects.requireNonNull(balances.get("ann")).get()).isEqualTo(107);
    assertThat(Objects.requireNonNull(balances.get("new")).get()).isEqualTo(7);
    assertThat(bank.find("ann").balance()).isEqualTo(107);
  }

  @Test
  void ofManyWhoWantTheSameMoneyAtOnceOnlyOneGetsIt() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      for (int round = 0; round < 100; round++) {
        String payer = "payer-" + round;
        bank.open(payer, 100);
        List<Callable<Boolean>> wishes = new ArrayList<>();
        for (int client = 0; client < 6; client++) {
          String payee = "payee-" + round + "-" + client;
          bank.open(payee, 0);
          wishes.add(() -> bank.transfer(payer, payee, 100));
        }

        int granted = 0;
        for (Future<Boolean> wish : threads.invokeAll(wishes)) {
          granted += wish.get() ? 1 : 0;
        }

        assertThat(granted).isEqualTo(1);
        assertThat(bank.find(payer)).isEqualTo(new Account(payer, 0, 1));
      }
    } finally {
      threads.shutdown();
    }
  }
}
