package dev.redisatomic.execution;

import static dev.redisatomic.test.RecordingProxy.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.AtomicOutcome;
import dev.redisatomic.AttemptEvent;
import dev.redisatomic.CallEvent;
import dev.redisatomic.CommitOutcomeUnknownException;
import dev.redisatomic.PartialCommitException;
import dev.redisatomic.WatchConflictException;
import dev.redisatomic.test.Bodies;
import dev.redisatomic.test.Bodies.Action;
import dev.redisatomic.test.RecordingListener;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;

/** What listeners are told. */
class ListenerTests extends WiredBodies {

  private final RecordingListener listener = new RecordingListener();
  private final TestApplication listened =
      TestApplication.on(factory).singleton("listener", listener).start(Bodies.class);
  private final Bodies heard = listened.methods();

  ListenerTests(RedisSetup setup) {
    super(setup);
  }

  @AfterEach
  void close() {
    listened.close();
  }

  @BeforeEach
  void warmUp() throws Exception {
    heard.run(() -> {});
    listener.clear();
    proxy.reset();
  }

  private AttemptEvent onlyAttempt() {
    CallEvent ended = listener.onlyCall();
    assertThat(ended.attempts()).hasSize(1);
    assertThat(ended.attempts().get(0).outcome()).isEqualTo(ended.outcome());
    return ended.attempts().get(0);
  }

  private Action conflictingOnce(String key) {
    return () -> {
      values.get(key);
      if (AtomicContext.current().attempt() == 1) {
        other.set(key, "theirs");
      }
      values.set(key, "ours");
    };
  }

  @Test
  void aCommitIsOneCallWithOneAttempt() throws Exception {
    heard.run(
        () -> {
          values.get("read");
          values.set("a", "1");
          values.set("b", "2");
        },
        "declared");

    CallEvent ended = listener.onlyCall();
    assertThat(ended.call().method()).isEqualTo("Bodies.run(Action, String[])");
    assertThat(ended.call().keyTemplates()).containsExactly("{}");
    assertThat(ended.thrown()).isNull();
    assertThat(ended.waited()).isZero();
    assertThat(ended.retries()).isZero();
    AttemptEvent attempt = onlyAttempt();
    assertThat(attempt.outcome()).isEqualTo(AtomicOutcome.COMMITTED);
    assertThat(attempt.number()).isEqualTo(1);
    assertThat(attempt.reads()).isEqualTo(1);
    assertThat(attempt.writes()).isEqualTo(2);
    assertThat(attempt.watchedKeys()).containsExactly("declared", "read");
    assertThat(attempt.keyTemplates()).containsExactly("{}");
    assertThat(attempt.cause()).isNull();
    assertThat(attempt.roundTrips()).isEmpty();
    assertThat(attempt.duration()).isPositive().isLessThanOrEqualTo(ended.duration());
    assertThat(listener.started()).containsExactly(ended.call());
  }

  @Test
  void aConflictIsAnAttemptOfTheSameCall() throws Exception {
    heard.run(conflictingOnce("key"));

    CallEvent ended = listener.onlyCall();
    assertThat(ended.outcome()).isEqualTo(AtomicOutcome.COMMITTED);
    assertThat(ended.attempts())
        .extracting(AttemptEvent::number, AttemptEvent::outcome)
        .containsExactly(tuple(1, AtomicOutcome.CONFLICT), tuple(2, AtomicOutcome.COMMITTED));
    assertThat(ended.conflicts()).isEqualTo(1);
    assertThat(ended.retries()).isEqualTo(1);
    assertThat(ended.waited()).isPositive();
    assertThat(listener.started()).hasSize(1);
  }

  @Test
  void givingUpEndsInAConflict() {
    assertThatExceptionOfType(WatchConflictException.class)
        .isThrownBy(() -> heard.runOnce(conflictingOnce("key")))
        .satisfies(thrown -> assertThat(listener.onlyCall().thrown()).isSameAs(thrown));

    assertThat(onlyAttempt().outcome()).isEqualTo(AtomicOutcome.CONFLICT);
    assertThat(onlyAttempt().cause()).isNull();
  }

  @Test
  void aBodyThatOnlyReadsChangesNothing() throws Exception {
    heard.run(() -> values.get("key"));

    assertThat(onlyAttempt().outcome()).isEqualTo(AtomicOutcome.UNCHANGED);
    assertThat(onlyAttempt().reads()).isEqualTo(1);
  }

  @Test
  void aBodyThatThrowsChangesNothing() {
    assertThatExceptionOfType(IOException.class)
        .isThrownBy(
            () ->
                heard.run(
                    () -> {
                      values.set("key", "1");
                      throw new IOException("on purpose");
                    }))
        .satisfies(thrown -> assertThat(onlyAttempt().cause()).isSameAs(thrown))
        .satisfies(thrown -> assertThat(listener.onlyCall().thrown()).isSameAs(thrown));

    assertThat(onlyAttempt().outcome()).isEqualTo(AtomicOutcome.UNCHANGED);
    assertThat(onlyAttempt().writes()).isZero();
  }

  @Test
  void aRefusedCommandFails() {
    assertThatExceptionOfType(DataAccessException.class)
        .isThrownBy(
            () ->
                heard.run(
                    () ->
                        redis.execute(connection -> connection.execute("SET", bytes("key")), true)))
        .satisfies(thrown -> assertThat(onlyAttempt().cause()).isSameAs(thrown));

    assertThat(onlyAttempt().outcome()).isEqualTo(AtomicOutcome.FAILED);
  }

  @Test
  void aFailureInPassingIsAnAttemptToo() throws Exception {
    proxy.cutBeforeNext(named("GET"));

    heard.run(() -> values.set("key", values.get("key") + "!"));

    assertThat(listener.onlyCall().attempts())
        .extracting(AttemptEvent::outcome)
        .containsExactly(AtomicOutcome.FAILED, AtomicOutcome.COMMITTED);
    assertThat(listener.onlyCall().attempts().get(0).cause())
        .isInstanceOf(DataAccessException.class);
    assertThat(listener.onlyCall().conflicts()).isZero();
  }

  @Test
  void aPartialCommitIsPartial() {
    other.sadd("set", "member");

    assertThatExceptionOfType(PartialCommitException.class)
        .isThrownBy(
            () ->
                heard.run(
                    () -> {
                      values.increment("set");
                      values.increment("number");
                    }));

    assertThat(onlyAttempt().outcome()).isEqualTo(AtomicOutcome.PARTIAL);
  }

  @Test
  void aCommitOfWhichNothingWasAppliedIsFailed() {
    other.sadd("set", "member");

    assertThatExceptionOfType(DataAccessException.class)
        .isThrownBy(() -> heard.run(() -> values.increment("set")))
        .satisfies(thrown -> assertThat(onlyAttempt().cause()).isSameAs(thrown));

    assertThat(onlyAttempt().outcome()).isEqualTo(AtomicOutcome.FAILED);
  }

  @Test
  void aLostReplyIsUnknown() {
    proxy.cutAfterNext(named("EXEC"));

    assertThatExceptionOfType(CommitOutcomeUnknownException.class)
        .isThrownBy(() -> heard.run(() -> values.set("key", "1")))
        .satisfies(thrown -> assertThat(onlyAttempt().cause()).isSameAs(thrown.getCause()));

    assertThat(onlyAttempt().outcome()).isEqualTo(AtomicOutcome.UNKNOWN);
  }

  @Test
  void aCallThatJoinsIsPartOfTheOuterOne() throws Exception {
    heard.run(
        () -> {
          heard.run(() -> values.set("inner", "1"));
          values.set("outer", "1");
        });

    assertThat(onlyAttempt().writes()).isEqualTo(2);
    assertThat(listener.started()).hasSize(1);
  }

  @Test
  void aCallAfterTheCommitIsOneOfItsOwnAndEndsFirst() throws Exception {
    heard.run(
        () -> {
          values.set("outer", "1");
          AtomicContext.current()
              .afterCommit(() -> listened.atomic().execute(() -> values.get("inner")));
        });

    assertThat(listener.ended())
        .extracting(event -> event.call().method())
        .containsExactly("RedisAtomicOperations.execute(…)", "Bodies.run(Action, String[])");
    assertThat(listener.started())
        .containsExactly(listener.ended().get(1).call(), listener.ended().get(0).call());
    assertThat(listener.ended().get(0).call().keyTemplates()).isEmpty();
    assertThat(listener.ended().get(1).duration())
        .isGreaterThan(listener.ended().get(0).duration());
  }

  @Test
  void nothingIsBoundAndNoConnectionIsHeldWhenListenersAreCalled() throws Exception {
    // the pool has one connection, and whoever wants another waits in vain
    listener.onStart(() -> assertThat(values.get("key")).isEqualTo("old"));
    listener.onEnd(() -> assertThat(values.get("key")).isEqualTo("new"));
    other.set("key", "old");

    heard.run(() -> values.set("key", "new"));

    assertThat(listener.failures()).isEmpty();
    assertThat(listener.ended()).hasSize(1);
  }

  @Test
  void aListenerMayCallAtomicMethodsOfWhichItIsNotTold() throws Exception {
    listener.onStart(() -> heard.run(() -> values.increment("starts"), "starts"));
    listener.onEnd(() -> heard.run(() -> values.increment("ends"), "ends"));

    heard.run(conflictingOnce("key"), "key");
    heard.run(() -> values.get("key"), "key");

    assertThat(listener.failures()).isEmpty();
    assertThat(other.mget("starts", "ends")).containsExactly("2", "2");
    assertThat(listener.ended()).hasSize(2);
  }

  @Test
  void aCallThatIsRefusedBeforeItBeginsIsNotReported() {
    String[] keys = IntStream.rangeClosed(0, 1000).mapToObj(i -> "key" + i).toArray(String[]::new);

    assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
        .isThrownBy(() -> heard.run(() -> {}, keys));

    assertThat(listener.started()).isEmpty();
    assertThat(listener.ended()).isEmpty();
  }

  @Test
  void theTimeInPausesIsPartOfTheDuration() {
    assertThatExceptionOfType(WatchConflictException.class)
        .isThrownBy(
            () ->
                heard.run(
                    () -> {
                      values.get("key");
                      other.append("key", "!");
                      values.set("key", "ours");
                    }));

    CallEvent ended = listener.onlyCall();
    assertThat(ended.attempts()).hasSize(11);
    assertThat(ended.conflicts()).isEqualTo(11);
    Duration attempts =
        ended.attempts().stream().map(AttemptEvent::duration).reduce(Duration.ZERO, Duration::plus);
    assertThat(ended.duration()).isGreaterThanOrEqualTo(ended.waited().plus(attempts));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
