package dev.redisatomic.execution;

import static dev.redisatomic.test.RecordingProxy.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.CommitOutcomeUnknownException;
import dev.redisatomic.Queued;
import dev.redisatomic.test.Bodies;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** The connection ends with the commit, before it was sent or after. */
class LostCommitTests extends WiredBodies {

  private int runs;

  LostCommitTests(RedisSetup setup) {
    super(setup);
  }

  private void readAndWrite() {
    runs++;
    values.get("read");
    values.increment("written");
  }

  private void assertNextCallWorks() throws Exception {
    atomic.run(() -> values.set("next", values.get("next") + "!"));

    assertThat(other.get("next")).isEqualTo("null!");
  }

  private void assertOutcomeUnknown() {
    assertThatExceptionOfType(CommitOutcomeUnknownException.class)
        .isThrownBy(() -> atomic.run(this::readAndWrite))
        .withMessageContaining("Bodies.run(")
        .withMessageContaining("or none")
        .withCauseInstanceOf(RedisConnectionFailureException.class);
    assertThat(runs).as("runs of the body").isEqualTo(1);
  }

  @Test
  void aLostReplyToExecIsUnknownAndNotRetried() throws Exception {
    proxy.cutAfterNext(named("EXEC"));

    assertOutcomeUnknown();

    assertThat(other.get("written")).isEqualTo("1");
    assertNextCallWorks();
  }

  @Test
  void aCommitThatWasSentAndDidNotArriveIsUnknownAsWell() throws Exception {
    proxy.cutBeforeNext(named("MULTI"));

    assertOutcomeUnknown();

    assertThat(other.exists("written")).isFalse();
    assertNextCallWorks();
  }

  @Test
  void aLostConflictIsUnknownAndNotRetried() throws Exception {
    proxy.beforeNext(named("EXEC"), () -> other.set("read", "theirs"));
    proxy.cutAfterNext(named("EXEC"));

    assertOutcomeUnknown();

    assertThat(other.exists("written")).isFalse();
    assertNextCallWorks();
  }

  @Test
  void anUnknownOutcomeHasNoResultsAndCallsNobody() {
    proxy.cutAfterNext(named("EXEC"));
    List<Queued<@Nullable Long>> results = new ArrayList<>();
    List<String> calls = new ArrayList<>();

    assertThatExceptionOfType(CommitOutcomeUnknownException.class)
        .isThrownBy(
            () ->
                atomic.run(
                    () -> {
                      results.add(Queued.of(values.increment("written")));
                      AtomicContext.current().afterCommit(() -> calls.add("called"));
                    }));

    assertThat(calls).isEmpty();
    assertThatThrownBy(results.get(0)::get).isInstanceOf(IllegalStateException.class);
  }

  /** So much that the client notices before it has sent EXEC. */
  @Test
  void aConnectionLostBeforeExecWasSentIsAFailureWithNothingApplied() throws Exception {
    String megabyte = "x".repeat(1 << 20);
    proxy.cutBeforeNext(named("MULTI"));

    assertThatExceptionOfType(RedisConnectionFailureException.class)
        .isThrownBy(
            () ->
                atomic.runOnce(
                    () -> {
                      readAndWrite();
                      for (int i = 0; i < 48; i++) {
                        values.set("megabyte " + i, megabyte);
                      }
                    }))
        .satisfies(e -> assertThat(e).hasNoSuppressedExceptions());

    assertThat(runs).isEqualTo(1);
    assertThat(other.dbSize()).isZero();
    assertNextCallWorks();
  }

  @Test
  void aReplyThatDoesNotComeInTimeIsUnknown() {
    CountDownLatch answered = new CountDownLatch(1);
    RedisConnectionFactory impatient =
        setup.connectionFactory(o -> o.port(proxy.port()).readTimeout(Duration.ofMillis(100)));
    StringRedisTemplate template = new StringRedisTemplate(impatient);
    try (TestApplication bodies = TestApplication.on(impatient).start(Bodies.class)) {
      bodies.atomic().execute(() -> "warm up");
      proxy.beforeNext(named("EXEC"), () -> await(answered));
      assertThatExceptionOfType(CommitOutcomeUnknownException.class)
          .isThrownBy(
              () ->
                  bodies
                      .methods()
                      .run(
                          () -> {
                            runs++;
                            template.opsForValue().increment("written");
                          }))
          .withStackTraceContaining("timed out");
    } finally {
      answered.countDown();
    }
    assertThat(runs).isEqualTo(1);
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void aReadOnlyMethodThatCannotBeValidatedIsAFailure() throws Exception {
    proxy.cutAfterNext(named("EXEC"));

    assertThatExceptionOfType(RedisConnectionFailureException.class)
        .isThrownBy(
            () ->
                atomic.runOnce(
                    () -> {
                      values.get("a");
                      values.get("b");
                    }));
    assertNextCallWorks();
  }

  @Test
  void aBodyWhoseExceptionCannotBeValidatedRunsAgain() throws Exception {
    proxy.cutAfterNext(named("EXEC"));
    Exception exception = new IllegalArgumentException("on purpose");
    int[] runs = {0};

    assertThatThrownBy(
            () ->
                atomic.run(
                    () -> {
                      runs[0]++;
                      values.get("a");
                      values.get("b");
                      throw exception;
                    }))
        .isSameAs(exception)
        .hasNoSuppressedExceptions();
    assertThat(runs[0]).isEqualTo(2);
    assertNextCallWorks();
  }

  @Test
  void withoutRetriesAnExceptionThatCannotBeValidatedReachesTheCaller() throws Exception {
    proxy.cutAfterNext(named("EXEC"));
    Exception exception = new IllegalArgumentException("on purpose");

    assertThatThrownBy(
            () ->
                atomic.runOnce(
                    () -> {
                      values.get("a");
                      values.get("b");
                      throw exception;
                    }))
        .isSameAs(exception)
        .satisfies(
            e ->
                assertThat(e.getSuppressed())
                    .singleElement()
                    .isInstanceOf(RedisConnectionFailureException.class));
    assertNextCallWorks();
  }

  @Test
  void aResultIsGoodEvenIfTheConnectionEndsWithUnwatch() throws Exception {
    other.set("read", "value");
    proxy.cutBeforeNext(named("UNWATCH"));

    assertThat(atomic.<@Nullable String>call(() -> values.get("read"))).isEqualTo("value");
    assertNextCallWorks();
  }
}
