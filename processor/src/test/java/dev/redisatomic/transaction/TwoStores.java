package dev.redisatomic.transaction;

import dev.redisatomic.CommitOutcomeUnknownException;
import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.config.EnableRedisAtomic;
import dev.redisatomic.test.RecordingProxy;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.transaction.Database.Rows;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import redis.clients.jedis.UnifiedJedis;

/** An application with a database and a Redis behind a proxy, and a second client for each. */
final class TwoStores implements AutoCloseable {

  private final RedisSetup setup;
  private final RecordingProxy proxy;
  private final AnnotationConfigApplicationContext context;

  /** With a pool of one for Redis, so that nothing can be used beside the attempt. */
  TwoStores(RedisSetup setup, Database database, String... properties) {
    this(setup, List.of(database.configuration()), 1, properties);
  }

  TwoStores(RedisSetup setup, List<Class<?>> configuration, int pool, String... properties) {
    this.setup = setup;
    setup.flushAll();
    proxy = new RecordingProxy(setup.server());
    context = new AnnotationConfigApplicationContext();
    TestPropertyValues.of(properties).applyTo(context);
    RedisConnectionFactory factory =
        setup.connectionFactory(
            options -> options.port(proxy.port()).pool(pool, Duration.ofSeconds(1)));
    context.registerBean(RedisConnectionFactory.class, () -> factory);
    context.register(Application.class);
    context.register(configuration.toArray(Class<?>[]::new));
    context.refresh();
    // the driver's look at the server
    operations().execute(() -> redis().opsForValue().get("warm up"));
    proxy.reset();
  }

  @Configuration(proxyBeanMethods = false)
  @EnableRedisAtomic
  static class Application {

    @Bean
    StringRedisTemplate redisTemplate(RedisConnectionFactory factory) {
      return new StringRedisTemplate(factory);
    }

    @Bean
    Orders orders() {
      return new Orders();
    }
  }

  <T> T bean(Class<T> type) {
    return context.getBean(type);
  }

  Orders orders() {
    return bean(Orders.class);
  }

  RedisAtomicOperations operations() {
    return bean(RedisAtomicOperations.class);
  }

  StringRedisTemplate redis() {
    return bean(StringRedisTemplate.class);
  }

  PlatformTransactionManager transactionManager() {
    return bean(PlatformTransactionManager.class);
  }

  TransactionTemplate transaction() {
    return new TransactionTemplate(transactionManager());
  }

  RecordingProxy proxy() {
    return proxy;
  }

  /** A second client, past the proxy. */
  UnifiedJedis other() {
    return setup.other();
  }

  void insert(int id) {
    bean(Rows.class).insert(id);
  }

  /** In a way after which the transaction manager rolls back. */
  void failDatabaseCommit() {
    bean(FailingDataSource.class).failOnCommit(new SQLException("The disk is full", "40001"));
  }

  /** In a way after which nobody knows. */
  void loseDatabaseCommit() {
    bean(FailingDataSource.class).failOnCommit(new SQLException("The line is cut"));
  }

  void failDatabaseRollback() {
    bean(FailingDataSource.class).failOnRollback(new SQLException("The line is cut"));
  }

  /** What has been committed, seen from outside. */
  List<Integer> rows() {
    FailingDataSource source = bean(FailingDataSource.class);
    source.reset();
    return new JdbcTemplate(source)
        .queryForList("select ID from RECORDS order by ID", Integer.class);
  }

  /**
   * One row, nothing in Redis, no failures; rules of the proxy that were not needed are used up.
   */
  void empty() {
    FailingDataSource source = bean(FailingDataSource.class);
    source.reset();
    JdbcTemplate database = new JdbcTemplate(source);
    database.update("delete from RECORDS");
    database.update("insert into RECORDS values (0)");
    for (int i = 0; i < 2; i++) {
      try {
        operations().execute(() -> redis().opsForValue().increment("used up"));
      } catch (CommitOutcomeUnknownException e) {
        // by a rule
      }
    }
    setup.flushAll();
    proxy.reset();
  }

  @Override
  public void close() {
    context.close();
    proxy.close();
  }
}
