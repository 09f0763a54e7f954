package dev.redisatomic.testing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.data.redis.test.autoconfigure.DataRedisTest;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestPropertySource;

/** The kit in slices of a Boot application, and its beans wherever Spring puts them. */
class SliceTests {

  /** Three lines make a conflict and see it. */
  private static void conflict(
      BankService bank, StringRedisTemplate redis, Interference interference, AtomicCalls calls) {
    redis.opsForValue().set("account:1", "100");
    interference
        .beforeCommitOf("BankService.transfer")
        .once(() -> redis.opsForValue().set("account:1", "70"));

    assertThat(bank.transfer("1", "2", 60)).isTrue();

    assertThat(calls.last("BankService.transfer")).committed().inAttempts(2);
    assertThat(redis.opsForValue().get("account:1")).isEqualTo("10");
  }

  @Nested
  @DataRedisTest
  @ContextConfiguration(classes = BankApplication.class)
  @Import(BankService.class)
  @EmbeddedRedis
  @AutoConfigureRedisAtomic
  class DataRedis {
    @Autowired BankService bank;
    @Autowired StringRedisTemplate redis;

    @Test
    void anImportedService(Interference interference, AtomicCalls calls) {
      conflict(bank, redis, interference, calls);
    }

    /** Classes inside have the same application context. */
    @Nested
    class Inside {
      @Test
      void anImportedService(@Autowired Interference interference, AtomicCalls calls) {
        conflict(bank, redis, interference, calls);
      }
    }
  }

  @Configuration(proxyBeanMethods = false)
  static class Nothing {}

  /** What other slices have of Redis and of the library, they have of the annotation. */
  @Nested
  @SpringBootTest(classes = {Nothing.class, BankService.class})
  @EmbeddedRedis
  @AutoConfigureRedisAtomic
  class WithoutAutoConfiguration {
    private final Interference interference;
    private final AtomicCalls calls;
    @Autowired BankService bank;
    @Autowired StringRedisTemplate redis;

    WithoutAutoConfiguration(@Autowired Interference interference, @Autowired AtomicCalls calls) {
      this.interference = interference;
      this.calls = calls;
    }

    @Test
    void aServiceIsAtomic() {
      conflict(bank, redis, interference, calls);
    }
  }

  /** Connection details come before properties, also before those of the application. */
  @Nested
  @SpringBootTest(classes = BankApplication.class)
  @TestPropertySource(
      properties = {
        "spring.data.redis.url=redis://127.0.0.1:1",
        "spring.data.redis.cluster.nodes=127.0.0.1:1"
      })
  @EmbeddedRedis
  @AutoConfigureRedisAtomic
  class WithAnotherServerInItsProperties {
    @Autowired BankService bank;
    @Autowired StringRedisTemplate redis;

    @Test
    void theEmbeddedOneIsUsed(Interference interference, AtomicCalls calls) {
      conflict(bank, redis, interference, calls);
    }
  }
}
