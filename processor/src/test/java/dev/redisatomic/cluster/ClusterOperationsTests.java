package dev.redisatomic.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.test.ClientMode;
import dev.redisatomic.test.ClusterSetup;
import dev.redisatomic.test.EachClusterMode;
import dev.redisatomic.test.TestApplication;
import dev.redisatomic.testserver.RedisServer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.context.Lifecycle;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.connection.RedisClusterConnection;
import org.springframework.data.redis.connection.RedisClusterNode;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** Operations on nodes take connections of their own, so they are refused inside bodies. */
@EachClusterMode
class ClusterOperationsTests {

  @AutoClose private final TestApplication application = TestApplication.withoutRedis();
  private final RedisConnectionFactory factory;
  private final StringRedisTemplate redis;
  private final RedisAtomicOperations atomic;
  private final RedisClusterNode node;
  private final ClientMode mode;

  ClusterOperationsTests(ClusterSetup setup) {
    mode = setup.mode();
    register(setup.connectionFactory());
    application.start();
    factory = application.get(RedisConnectionFactory.class);
    redis = new StringRedisTemplate(factory);
    atomic = application.atomic();
    RedisServer master = setup.cluster().masters().get(0);
    node = new RedisClusterNode(master.host(), master.port());
  }

  /** As a bean of the class that it is, of which a proxy is made. */
  @SuppressWarnings("unchecked")
  private void register(RedisConnectionFactory made) {
    application.context().registerBean((Class<RedisConnectionFactory>) made.getClass(), () -> made);
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
    assertThat(mode.provider().leadsToCluster(factory)).isTrue();
    assertThat(((Lifecycle) factory).isRunning()).isTrue();
    assertThat(redis.hasKey("any")).isFalse();
    try (RedisClusterConnection connection = factory.getClusterConnection()) {
      assertThat(connection.clusterGetNodes()).hasSize(6);
    }
  }
}
