package dev.redisatomic.transaction;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.config.EnableRedisAtomic;
import dev.redisatomic.config.RedisAtomicAutoConfiguration;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.ConfigurableTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionExecutionListener;
import org.springframework.transaction.reactive.AbstractReactiveTransactionManager;
import org.springframework.transaction.reactive.GenericReactiveTransaction;
import org.springframework.transaction.reactive.TransactionSynchronizationManager;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import reactor.core.publisher.Mono;

/** Which transaction managers are listened to. */
class TransactionManagersTests {

  @Configuration(proxyBeanMethods = false)
  @EnableRedisAtomic
  static class Application {

    @Bean
    JdbcTransactionManager first() {
      return manager();
    }

    @Bean
    @Lazy
    JdbcTransactionManager lazy() {
      return manager();
    }

    @Bean
    ReactiveTransactions reactive() {
      return new ReactiveTransactions();
    }
  }

  /** As there are for R2DBC. */
  static final class ReactiveTransactions extends AbstractReactiveTransactionManager {
    private static final long serialVersionUID = 1L;

    @Override
    protected Object doGetTransaction(TransactionSynchronizationManager synchronizations) {
      return "transaction";
    }

    @Override
    protected Mono<Void> doBegin(
        TransactionSynchronizationManager synchronizations,
        Object transaction,
        TransactionDefinition definition) {
      return Mono.empty();
    }

    @Override
    protected Mono<Void> doCommit(
        TransactionSynchronizationManager synchronizations, GenericReactiveTransaction status) {
      return Mono.empty();
    }

    @Override
    protected Mono<Void> doRollback(
        TransactionSynchronizationManager synchronizations, GenericReactiveTransaction status) {
      return Mono.empty();
    }
  }

  private static JdbcTransactionManager manager() {
    return new JdbcTransactionManager(
        new SimpleDriverDataSource(new org.h2.Driver(), "jdbc:h2:mem:", new Properties()));
  }

  private static List<TransactionExecutionListener> listeners(
      ConfigurableTransactionManager manager) {
    return manager.getTransactionExecutionListeners().stream()
        .filter(AtomicTransactionListener.class::isInstance)
        .toList();
  }

  @Test
  void eachThatIsNotReactiveHasTheListenerOnce() {
    AbstractPlatformTransactionManager registered = manager();
    try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
      // no post-processor sees it
      context.getBeanFactory().registerSingleton("registered", registered);
      context.register(Application.class);
      context.refresh();

      assertThat(listeners(context.getBean("first", JdbcTransactionManager.class))).hasSize(1);
      assertThat(listeners(context.getBean("lazy", JdbcTransactionManager.class))).hasSize(1);
      assertThat(listeners(registered)).hasSize(1);
      assertThat(listeners(context.getBean(ReactiveTransactions.class))).isEmpty();
    }
  }

  @Test
  void withBootToo() {
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(RedisAtomicAutoConfiguration.class))
        .withBean(JdbcTransactionManager.class, TransactionManagersTests::manager)
        .run(
            context ->
                assertThat(listeners(context.getBean(JdbcTransactionManager.class))).hasSize(1));
  }

  @Test
  void aSecondApplicationAddsNoSecondListener() {
    AbstractPlatformTransactionManager shared = manager();
    for (int i = 0; i < 2; i++) {
      try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
        context.getBeanFactory().registerSingleton("shared", shared);
        context.register(Application.class);
        context.refresh();
      }
    }

    assertThat(listeners(shared)).hasSize(1);
  }
}
