package dev.redisatomic.execution;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.RedisCallback;
import org.springframework.data.redis.core.RedisConnectionUtils;
import org.springframework.data.redis.core.RedisOperations;
import org.springframework.data.redis.core.SessionCallback;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.transaction.IllegalTransactionStateException;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Somebody else's connection on the thread, and templates that take part in transactions. */
@EachServer(everyMode = true)
class ForeignConnectionTests {

  /** Transactions on nothing: they only have synchronizations. */
  static final class NoTransactions extends AbstractPlatformTransactionManager {
    private static final long serialVersionUID = 1L;

    @Override
    protected Object doGetTransaction() {
      return "transaction";
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {}

    @Override
    protected void doCommit(DefaultTransactionStatus status) {}

    @Override
    protected void doRollback(DefaultTransactionStatus status) {}
  }

  private final RedisSetup redis;
  private final TransactionTemplate transaction = new TransactionTemplate(new NoTransactions());
  @AutoClose private final TestApplication application;
  private final StringRedisTemplate plain;
  private final StringRedisTemplate transactional;
  private final RedisAtomicOperations atomic;
  private final RedisConnectionFactory factory;

  ForeignConnectionTests(RedisSetup redis) {
    this.redis = redis;
    application = TestApplication.on(redis).withTemplate().start();
    plain = application.get(StringRedisTemplate.class);
    factory = application.get(RedisConnectionFactory.class);
    transactional = new StringRedisTemplate(factory);
    transactional.setEnableTransactionSupport(true);
    transactional.afterPropertiesSet();
    atomic = application.get(RedisAtomicOperations.class);
  }

  @BeforeEach
  void empty() {
    redis.flushAll();
  }

  @Test
  void aCallInsideASessionCallbackIsRefused() {
    plain.execute(
        new SessionCallback<String>() {
          @Override
          public <K, V> String execute(RedisOperations<K, V> operations)
              throws DataAccessException {
            assertRefused();
            return "done";
          }
        });

    assertThat(atomic.execute(() -> "fine afterwards")).isEqualTo("fine afterwards");
  }

  @Test
  void aCallAfterATemplateTookPartInATransactionIsRefused() {
    transaction.executeWithoutResult(
        status -> {
          transactional.opsForValue().set("key", "value");
          assertRefused();
        });

    assertThat(redis.other().get("key")).isEqualTo("value");
    assertThat(atomic.execute(() -> "fine afterwards")).isEqualTo("fine afterwards");
  }

  @Test
  void insideATransactionThatHasNotTouchedRedisATransactionalTemplateUsesTheAttempt() {
    transaction.executeWithoutResult(
        status -> {
          writeWith(transactional);
          assertThat(redis.other().get("key")).as("committed at once").isEqualTo("2");
        });

    assertNothingBound();
  }

  @Test
  void aTransactionInsideABodyUsesTheAttempt() {
    atomic.execute(
        () -> {
          transaction.executeWithoutResult(
              status -> {
                assertThat(transactional.opsForValue().get("key")).isNull();
                assertThat(transactional.opsForValue().increment("key")).isNull();
              });
          assertThat(redis.other().exists("key")).as("before the commit").isFalse();
          plain.opsForValue().increment("key");
          return null;
        });

    assertThat(redis.other().get("key")).isEqualTo("2");
    assertNothingBound();
  }

  @Test
  void withoutATransactionATransactionalTemplateUsesTheAttempt() {
    writeWith(transactional);

    assertThat(redis.other().get("key")).isEqualTo("2");
    assertNothingBound();
  }

  @Test
  void aSessionCallbackInsideABodyUsesTheAttempt() {
    atomic.execute(
        () ->
            plain.execute(
                new SessionCallback<String>() {
                  @Override
                  public <K, V> String execute(RedisOperations<K, V> operations)
                      throws DataAccessException {
                    writeWith(plain);
                    return "done";
                  }
                }));

    assertThat(redis.other().get("key")).isEqualTo("2");
    assertNothingBound();
  }

  /** The way in which Spring's own code closes a connection, once and again, and in a callback. */
  @Test
  void aReleasedConnectionOfTheFactoryDoesNotUnbindTheAttempt() {
    releaseInside(this::release);
    releaseInside(
        () -> {
          release();
          release();
        });
    releaseInside(
        () ->
            plain.execute(
                (RedisCallback<Boolean>)
                    connection -> {
                      release();
                      release();
                      connection.keyCommands().exists("key".getBytes(UTF_8));
                      return true;
                    }));
    releaseInside(() -> RedisConnectionUtils.unbindConnection(factory));
    releaseInside(
        () ->
            RedisConnectionUtils.releaseConnection(
                RedisConnectionUtils.getConnection(factory), factory));
  }

  private void releaseInside(Runnable release) {
    redis.flushAll();
    int attempts =
        atomic.execute(
            () -> {
              release.run();
              assertThat(plain.opsForValue().get("key")).isIn(null, "foreign");
              if (AtomicContext.current().attempt() == 1) {
                redis.other().set("key", "foreign");
              }
              release.run();
              plain.opsForValue().set("key", "own");
              assertThat(redis.other().get("key")).as("before the commit").isEqualTo("foreign");
              return AtomicContext.current().attempt();
            });

    assertThat(attempts).isEqualTo(2);
    assertThat(redis.other().get("key")).isEqualTo("own");
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                atomic.execute(
                    () -> {
                      release.run();
                      plain.opsForValue().set("key", "of a body that throws");
                      throw new IllegalStateException("of the body");
                    }))
        .withMessage("of the body");
    assertThat(redis.other().get("key")).isEqualTo("own");
    assertNothingBound();
  }

  private void release() {
    RedisConnection own = factory.getConnection();
    RedisConnectionUtils.releaseConnection(own, factory);
    own.close(); // which Spring does not do while any connection is bound
  }

  @Test
  void aBodyThatUnbindsTheAttemptCommitsNothing() {
    assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
        .isThrownBy(
            () ->
                atomic.execute(
                    () -> {
                      plain.opsForValue().set("key", "recorded");
                      return TransactionSynchronizationManager.unbindResource(factory);
                    }))
        .withMessageContaining("RedisAtomicOperations.execute(…) has unbound the connection");

    assertThat(redis.other().exists("key")).isFalse();
    assertNothingBound();
  }

  /** A cursor that is closed late must not bind an attempt that is over. */
  @Test
  void closingTheConnectionOfAnAttemptThatIsOverBindsNothing() {
    RedisConnection kept =
        atomic.execute(
            () -> {
              RedisConnection connection = RedisConnectionUtils.getConnection(factory);
              connection.close();
              plain.opsForValue().set("key", "recorded");
              assertThat(redis.other().exists("key")).isFalse();
              return connection;
            });

    RedisConnectionUtils.releaseConnection(kept, factory);

    assertNothingBound();
    assertThat(redis.other().get("key")).isEqualTo("recorded");
  }

  private void writeWith(StringRedisTemplate template) {
    atomic.execute(
        () -> {
          template.opsForValue().get("key");
          if (AtomicContext.current().attempt() == 1) {
            template.opsForValue().set("key", "2");
          }
          assertThat(redis.other().exists("key")).as("before the commit").isFalse();
          return null;
        });
  }

  private void assertRefused() {
    assertThatExceptionOfType(IllegalTransactionStateException.class)
        .isThrownBy(
            () ->
                atomic.execute(
                    () -> {
                      throw new AssertionError("The body was called");
                    }))
        .withMessageContaining("RedisAtomicOperations.execute")
        .withMessageContaining("SessionCallback")
        .withMessageContaining("transaction support");
  }

  private static void assertNothingBound() {
    assertThat(TransactionSynchronizationManager.getResourceMap()).isEmpty();
    assertThat(TransactionSynchronizationManager.isSynchronizationActive()).isFalse();
  }
}
