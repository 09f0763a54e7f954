package dev.redisatomic.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.config.EnableRedisAtomic;
import dev.redisatomic.test.ClientMode;
import dev.redisatomic.test.ClusterSetup;
import dev.redisatomic.test.EachClusterMode;
import dev.redisatomic.testserver.RedisServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.Lifecycle;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.connection.RedisClusterConnection;
import org.springframework.data.redis.connection.RedisClusterNode;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Operations on nodes take connections of their own, so they are refused inside bodies. */
@EachClusterMode
class ClusterOperationsTests {

  private final AnnotationConfigApplicationContext context =
      new AnnotationConfigApplicationContext();
  private final StringRedisTemplate redis;
  private final RedisAtomicOperations atomic;
  private final RedisClusterNode node;
  private final ClientMode mode;

  ClusterOperationsTests(ClusterSetup setup) {
    mode = setup.mode();
    register(setup.connectionFactory());
    context.registerBean(
        StringRedisTemplate.class,
        () -> new StringRedisTemplate(context.getBean(RedisConnectionFactory.class)));
    context.register(Application.class);
    context.refresh();
    redis = context.getBean(StringRedisTemplate.class);
    atomic = context.getBean(RedisAtomicOperations.class);
    RedisServer master = setup.cluster().masters().get(0);
    node = new RedisClusterNode(master.host(), master.port());
  }

  /** As the class that it is, of which a proxy is made. */
  @SuppressWarnings("unchecked")
  private void register(RedisConnectionFactory factory) {
    context.registerBean((Class<RedisConnectionFactory>) factory.getClass(), () -> factory);
  }

  @Configuration
  @EnableRedisAtomic
  static class Application {}

  @AfterEach
  void close() {
    context.close();
  }

  @Test
  void theyAreRefusedInsideABody() {
    assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
        .isThrownBy(() -> atomic.execute(() -> redis.opsForCluster().ping(node)))
        .withMessageContaining("opsForCluster()")
        .withMessageContaining("not available inside an atomic method")
        .withMessageContaining("afterCommit");
  }

  @Test
  void theConnectionThatTheyUseIsRefusedToo() {
    RedisConnectionFactory factory = context.getBean(RedisConnectionFactory.class);

    assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
        .isThrownBy(() -> atomic.execute(() -> factory.getClusterConnection()))
        .withMessageContaining("getClusterConnection()");
  }

  @Test
  void theyWorkOutsideAndAfterTheCommit() {
    List<String> answers = new ArrayList<>();

    atomic.execute(
        () -> {
          AtomicContext.current().afterCommit(() -> answers.add(redis.opsForCluster().ping(node)));
          return redis.hasKey("any");
        });
    answers.add(redis.opsForCluster().ping(node));

    assertThat(answers).containsExactly("PONG", "PONG");
  }

  @Test
  void theConnectionFactoryIsOtherwiseAsBefore() {
    RedisConnectionFactory factory = context.getBean(RedisConnectionFactory.class);

    assertThat(mode.provider().leadsToCluster(factory)).isTrue();
    assertThat(((Lifecycle) factory).isRunning()).isTrue();
    assertThat(redis.hasKey("any")).isFalse();
    try (RedisClusterConnection connection = factory.getClusterConnection()) {
      assertThat(connection.clusterGetNodes()).hasSize(6);
    }
  }
}
