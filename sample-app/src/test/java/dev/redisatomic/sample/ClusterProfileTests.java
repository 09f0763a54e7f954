package dev.redisatomic.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.CrossSlotException;
import dev.redisatomic.sample.bank.Account;
import dev.redisatomic.sample.bank.BankService;
import dev.redisatomic.sample.shop.Customer;
import dev.redisatomic.sample.shop.Customer.Tier;
import dev.redisatomic.sample.shop.LoyaltyService;
import dev.redisatomic.sample.web.AccountNames;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.data.redis.connection.RedisClusterConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** {@code --spring.profiles.active=cluster} */
@ExtendWith(OutputCaptureExtension.class)
class ClusterProfileTests {

  @Test
  void theApplicationBringsAClusterAndItsLabIsExactInManySlots(CapturedOutput output) {
    ConfigurableApplicationContext application =
        run("--sample.lab.enabled=true", "--sample.lab.transfers-per-thread=20");

    assertThat(masters(application)).isEqualTo(3);
    assertThat(application.getBean(StringRedisTemplate.class).keys("*")).isEmpty();
    int exit = SpringApplication.exit(application);
    assertThat(output)
        .containsPattern("Using Redis [\\d.]+ at \\S+:\\d+, \\S+:\\d+, \\S+:\\d+, started from")
        .contains("between 4 accounts in each of 12 branches")
        .containsPattern("@RedisAtomic +160 of 160 transfers  100 %")
        .containsPattern("money before +48,000 +48,000 +48,000")
        .containsPattern("verdict +\\w+ +\\w+ +exact");
    assertThat(exit).isZero();
  }

  @Test
  void theBankMovesMoneyWithinAHashTagOnly() {
    try (ConfigurableApplicationContext application = run("--sample.lab.enabled=false")) {
      BankService bank = application.getBean(BankService.class);
      bank.open("ann{north}", 10);
      bank.open("bob{north}", 0);
      bank.open("cid{south}", 0);

      assertThat(bank.transfer("ann{north}", "bob{north}", 3)).isTrue();
      assertThatExceptionOfType(CrossSlotException.class)
          .isThrownBy(() -> bank.transfer("ann{north}", "cid{south}", 3))
          .withMessageContaining("account:ann{north}:balance")
          .withMessageContaining("account:cid{south}:balance");

      assertThat(bank.findAll(application.getBean(AccountNames.class).first()))
          .extracting(Account::balance)
          .as("of ann, bob and cid")
          .containsExactly(7L, 3L, 0L);
    }
  }

  @Test
  void theRepositoryIsInOneSlot() {
    try (ConfigurableApplicationContext application = run("--sample.lab.enabled=false")) {
      LoyaltyService loyalty = application.getBean(LoyaltyService.class);

      Customer ann = loyalty.earn("ann", 100);

      assertThat(loyalty.find(Tier.GOLD)).containsExactly(ann);
    }
  }

  private static long masters(ConfigurableApplicationContext application) {
    try (RedisClusterConnection cluster =
        application.getBean(RedisConnectionFactory.class).getClusterConnection()) {
      long masters = 0;
      for (var node : cluster.clusterGetNodes()) {
        masters += node.isMaster() ? 1 : 0;
      }
      return masters;
    }
  }

  private static ConfigurableApplicationContext run(String... args) {
    return new SpringApplicationBuilder(SampleApplication.class)
        .profiles("cluster")
        .web(WebApplicationType.NONE)
        .run(args);
  }
}
