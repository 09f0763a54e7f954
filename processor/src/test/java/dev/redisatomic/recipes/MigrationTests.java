package dev.redisatomic.recipes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.test.RedisSetup;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/**
 * What the migrations of docs/recipes.md start from, and what they end with, do the same. What is
 * written with Redisson is compiled with the benchmarks, which have it, and is not run.
 */
class MigrationTests extends RunRecipes {

  MigrationTests(RedisSetup setup) {
    super(setup);
  }

  private void takesWhatThereIs(Predicate<String> take) {
    other.del("stock:pen", "taken");
    other.set("stock:pen", "1");

    assertThat(take.test("pen")).isTrue();
    assertThat(take.test("pen")).isFalse();

    assertThat(other.get("stock:pen")).isEqualTo("0");
    assertThat(other.lrange("taken", 0, -1)).containsExactly("pen");
  }

  /** Without the library, more than one connection is needed. */
  private RedisConnectionFactory pooled() {
    return setup.connectionFactory(options -> options.port(proxy.port()));
  }

  private void lastPenIsTakenBySomebodyElse() {
    other.set("stock:pen", "1");
    beforeTheCommit(() -> other.decr("stock:pen"));
  }

  @Test
  void afterTheMigrationATakeIsAMethod() {
    takesWhatThereIs(recipe(Shelf.class)::take);
    other.set("stock:pen", "1");
    proxy.reset();

    recipe(Shelf.class).take("pen");
    assertWire("From `SessionCallback`", 0);
  }

  @Test
  void afterTheMigrationAConflictIsNoticed() {
    lastPenIsTakenBySomebodyElse();

    assertThat(recipe(Shelf.class).take("pen")).isFalse();

    assertThat(other.get("stock:pen")).isEqualTo("0");
  }

  @Test
  void aSessionCallbackDoesTheSame() {
    WithSessionCallback before = new WithSessionCallback(new StringRedisTemplate(pooled()));
    takesWhatThereIs(before::take);
    lastPenIsTakenBySomebodyElse();

    assertThat(before.take("pen")).isFalse();

    assertThat(other.get("stock:pen")).isEqualTo("0");
  }

  @Test
  void aScriptDoesTheSame() {
    takesWhatThereIs(new WithScript(new StringRedisTemplate(pooled()))::take);
  }

  @Test
  void transactionSupportDoesNotNoticeAConflict() {
    RedisConnectionFactory factory = pooled();
    try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
      context.registerBean(RedisConnectionFactory.class, () -> factory);
      context.register(Transactions.class, WithTransactionSupport.class);
      context.refresh();
      WithTransactionSupport before = context.getBean(WithTransactionSupport.class);
      takesWhatThereIs(before::take);
      lastPenIsTakenBySomebodyElse();

      assertThat(before.take("pen")).isTrue();
    }

    assertThat(other.get("stock:pen")).isEqualTo("-1");
  }

  /** Spring's transaction support needs a transaction manager of some kind. */
  @Configuration(proxyBeanMethods = false)
  @EnableTransactionManagement
  static class Transactions {

    @Bean
    PlatformTransactionManager transactionManager() {
      return new JdbcTransactionManager(
          new SimpleDriverDataSource(new org.h2.Driver(), "jdbc:h2:mem:"));
    }
  }
}
