package dev.redisatomic.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.RetryPolicy;
import dev.redisatomic.WatchConflictException;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** What has to happen once, whatever the retries. The pool has one connection. */
@EachServer
class AfterCommitTests {

  private final RedisSetup redis;
  private final List<String> done = new ArrayList<>();
  @AutoClose private final TestApplication application;
  private final StringRedisTemplate template;
  private final RedisAtomicOperations atomic;

  AfterCommitTests(RedisSetup redis) {
    this.redis = redis;
    application = TestApplication.on(redis, o -> o.poolOfOne()).withTemplate().start();
    template = application.get(StringRedisTemplate.class);
    atomic = application.get(RedisAtomicOperations.class);
  }

  @BeforeEach
  void empty() {
    redis.flushAll();
  }

  @Test
  void callbacksRunOnceAndInOrderAfterTheCommit() {
    String result =
        atomic.execute(
            () -> {
              template.opsForValue().set("key", "value");
              afterCommit(() -> done.add("1 sees " + redis.other().get("key")));
              afterCommit(() -> done.add("2"));
              afterCommit(() -> done.add("3"));
              assertThat(done).isEmpty();
              return "result";
            });

    assertThat(done).containsExactly("1 sees value", "2", "3");
    assertThat(result).isEqualTo("result");
  }

  @Test
  void whatALostAttemptAddedIsDropped() {
    atomic.execute(
        () -> {
          int attempt = AtomicContext.current().attempt();
          template.opsForValue().get("key");
          if (attempt < 3) {
            redis.other().incr("key");
          }
          template.opsForValue().increment("count");
          afterCommit(() -> done.add("attempt " + attempt));
          return null;
        });

    assertThat(done).containsExactly("attempt 3");
    assertThat(redis.other().get("count")).isEqualTo("1");
  }

  @Test
  void callbacksOfACallThatOnlyReadsRun() {
    atomic.execute(
        () -> {
          template.opsForValue().get("key");
          afterCommit(() -> done.add("read"));
          return null;
        });

    assertThat(done).containsExactly("read");
  }

  @Test
  void callbacksOfABodyThatThrowsDoNotRun() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                atomic.execute(
                    () -> {
                      template.opsForValue().set("key", "value");
                      afterCommit(() -> done.add("never"));
                      throw new IllegalStateException("no");
                    }));

    assertThat(done).isEmpty();
  }

  @Test
  void callbacksOfACallThatGivesUpDoNotRun() {
    Assertions.assertThatExceptionOfType(WatchConflictException.class)
        .isThrownBy(
            () ->
                atomic.execute(
                    RetryPolicy.DEFAULT.withMaxRetries(1),
                    () -> {
                      template.opsForValue().get("key");
                      redis.other().incr("key");
                      template.opsForValue().increment("count");
                      afterCommit(() -> done.add("never"));
                      return null;
                    }));

    assertThat(done).isEmpty();
  }

  @Test
  void theConnectionHasBeenGivenBack() {
    atomic.execute(
        () -> {
          template.opsForValue().set("key", "1");
          afterCommit(() -> done.add("template " + template.opsForValue().increment("key")));
          afterCommit(
              () ->
                  done.add(
                      "atomic "
                          + atomic.execute(
                              () -> {
                                template.opsForValue().increment("key");
                                afterCommit(() -> done.add("inner"));
                                return AtomicContext.current().attempt();
                              })));
          return null;
        });

    assertThat(done).containsExactly("template 2", "inner", "atomic 1");
    assertThat(redis.other().get("key")).isEqualTo("3");
  }

  @Test
  void nothingIsBoundToTheThread() {
    atomic.execute(
        () -> {
          template.opsForValue().set("key", "1");
          afterCommit(
              () -> {
                done.add("active=" + AtomicContext.isActive());
                done.add("bound=" + TransactionSynchronizationManager.getResourceMap().size());
                assertThatIllegalStateException().isThrownBy(AtomicContext::current);
                done.add("no current one");
              });
          return null;
        });

    assertThat(done).containsExactly("active=false", "bound=0", "no current one");
  }

  @Test
  void aCallbackThatThrowsHidesNeitherTheCommitNorTheNextOne() {
    String result =
        atomic.execute(
            () -> {
              template.opsForValue().set("key", "value");
              afterCommit(
                  () -> {
                    throw new IllegalStateException("from a callback");
                  });
              afterCommit(() -> done.add("after an exception"));
              afterCommit(
                  () -> {
                    throw new AssertionError("from a callback");
                  });
              afterCommit(() -> done.add("after an error"));
              return "result";
            });

    assertThat(result).isEqualTo("result");
    assertThat(done).containsExactly("after an exception", "after an error");
    assertThat(redis.other().get("key")).isEqualTo("value");
  }

  @Test
  void anAttemptThatIsOverTakesNoMore() {
    List<AtomicContext> kept = new ArrayList<>();
    atomic.execute(
        () -> {
          kept.add(AtomicContext.current());
          return null;
        });

    assertThatIllegalStateException()
        .isThrownBy(() -> kept.get(0).afterCommit(() -> done.add("never")))
        .withMessageContaining("is over");
  }

  @Test
  @SuppressWarnings("NullAway") // what the test is about
  void aNullCallbackIsRefusedAtTheCall() {
    Runnable nothing = null;
    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                atomic.execute(
                    () -> {
                      template.opsForValue().set("key", "value");
                      afterCommit(nothing);
                      return null;
                    }))
        .withMessage(
            "The callback passed to afterCommit(…) in RedisAtomicOperations.execute(…) is null.");
    assertThat(redis.other().exists("key")).isFalse();
  }

  private static void afterCommit(Runnable callback) {
    AtomicContext.current().afterCommit(callback);
  }
}
