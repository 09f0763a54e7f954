package dev.redisatomic.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.AtomicCall;
import dev.redisatomic.AtomicOutcome;
import dev.redisatomic.AttemptEvent;
import dev.redisatomic.CallEvent;
import dev.redisatomic.RoundTrip;
import dev.redisatomic.SentCommand;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each assertion holds, and fails where it should, showing the whole call. */
class AtomicCallAssertTests {

  private static final byte[] BINARY = {'k', 0, (byte) 0xFF};

  private static final RoundTrip READ =
      trip("WATCH account:1 k\\x00\\xFF → OK", "GET account:1 → \"100\"");

  private static final RoundTrip TRIAL =
      trip("WATCH redis-atomic-1 → OK", "DECRBY redis-atomic-1 60 → (integer) 40");

  private static final RoundTrip WRITE =
      trip(
          "MULTI → OK",
          "DECRBY account:1 60 → QUEUED",
          "INCRBY account:2 60 → QUEUED",
          "SET pin 1234 → QUEUED",
          "SET \\xFF secret → QUEUED",
          "EXEC → [(integer) 40, (integer) 60, OK, OK]");

  private static final RecordedCall CALL = new RecordedCall(event(), false);

  private static RoundTrip trip(String... commands) {
    return new RoundTrip(
        Stream.of(commands)
            .map(each -> each.split(" → ", 2))
            .map(each -> new SentCommand(Arrays.asList(each[0].split(" ")), each[1]))
            .toList());
  }

  private static AttemptEvent attempt(int number, AtomicOutcome outcome, RoundTrip... trips) {
    return new AttemptEvent(
        number,
        outcome,
        1,
        4,
        List.of(),
        List.of("account:1", "k\\x00\\xFF"),
        Duration.ofMillis(1),
        number == 1 ? new IllegalStateException("because of 1234") : null,
        List.of(trips));
  }

  private static CallEvent event() {
    return new CallEvent(
        new AtomicCall(1, "BankService.transfer(String, String, long)", List.of()),
        AtomicOutcome.COMMITTED,
        List.of(
            attempt(1, AtomicOutcome.CONFLICT, READ),
            attempt(2, AtomicOutcome.COMMITTED, READ, TRIAL, WRITE)),
        Duration.ofMillis(3),
        Duration.ZERO,
        new IllegalArgumentException("says 1234"));
  }

  private static AtomicCallAssert call() {
    return assertThat(CALL);
  }

  @Test
  void whatIsTrueHolds() {
    call()
        .committed()
        .ended(AtomicOutcome.COMMITTED)
        .threw(RuntimeException.class)
        .inAttempts(2)
        .withConflicts(1)
        .inRoundTrips(3)
        .watched("account:1")
        .watched((Object) BINARY)
        .watchedOnly(BINARY, "account:1")
        .sent("GET")
        .sent("get", "account:1")
        .sentOnce("DECRBY")
        .sentOnce("DECRBY", "account:1", 60)
        .sentOnce("SET", new byte[] {(byte) 0xFF}, "secret")
        .sentTimes(2, "SET")
        .neverSent("DECRBY", "account:2")
        .neverSent("DEL");
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        wrong(call -> call.wroteNothing(), "to end with unchanged, but it ended with committed"),
        wrong(call -> call.gaveUp(), "to end with conflict, but it ended with committed"),
        wrong(call -> call.failed(), "to end with failed, but it ended with committed"),
        wrong(call -> call.outcomeUnknown(), "to end with unknown, but it ended with committed"),
        wrong(call -> call.partlyApplied(), "to end with partial, but it ended with committed"),
        wrong(
            call -> call.threw(IllegalStateException.class),
            "to throw java.lang.IllegalStateException, but it threw"
                + " java.lang.IllegalArgumentException: says 1234"),
        wrong(call -> call.inAttempts(1), "to take 1 attempt, but it took 2"),
        wrong(call -> call.withConflicts(0), "to take 0 conflicts, but it took 1"),
        wrong(call -> call.inRoundTrips(2), "to take 2 round trips, but it took 3"),
        wrong(
            call -> call.watched("account:1", "account:2"),
            "to watch [account:2], but it watched [account:1, k\\x00\\xFF]"),
        wrong(
            call -> call.watchedOnly("account:1"),
            "to watch nothing else, but it watched [k\\x00\\xFF]"),
        wrong(call -> call.sent("DEL", "account:1"), "to send DEL account:1, but it did not"),
        wrong(call -> call.sentOnce("SET"), "to send SET once, but it did so 2 times"),
        wrong(call -> call.neverSent("GET"), "to send GET 0 times, but it did so once"));
  }

  private static Arguments wrong(Consumer<AtomicCallAssert> assertion, String text) {
    return Arguments.of(assertion, text);
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void whatIsNotFailsWithTheWholeCall(Consumer<AtomicCallAssert> assertion, String text) {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> assertion.accept(call()))
        .withMessage(
            "Expected BankService.transfer(String, String, long) "
                + text
                + "."
                + System.lineSeparator()
                + CALL);
  }

  @Test
  void theWholeCallIsReadable() {
    assertThat(CALL.toString())
        .isEqualTo(
            """
            BankService.transfer(String, String, long): committed in 2 attempts
              attempt 1: conflict, watched [account:1, k\\x00\\xFF], because of \
            java.lang.IllegalStateException: because of 1234
                - WATCH account:1 k\\x00\\xFF → OK
                  GET account:1 → "100"
              attempt 2: committed, watched [account:1, k\\x00\\xFF]
                - WATCH account:1 k\\x00\\xFF → OK
                  GET account:1 → "100"
                - WATCH redis-atomic-1 → OK
                  DECRBY redis-atomic-1 60 → (integer) 40
                - MULTI → OK
                  DECRBY account:1 60 → QUEUED
                  INCRBY account:2 60 → QUEUED
                  SET pin 1234 → QUEUED
                  SET \\xFF secret → QUEUED
                  EXEC → [(integer) 40, (integer) 60, OK, OK]
              thrown: java.lang.IllegalArgumentException: says 1234""");
  }

  @Test
  void valuesCanBeHidden() {
    RecordedCall hidden = new RecordedCall(event(), true);
    ThrowingCallable wrong = () -> assertThat(hidden).threw(Error.class);

    assertThat(hidden.toString())
        .contains("WATCH account:1 k\\x00\\xFF → OK")
        .contains("DECRBY account:1 … → QUEUED")
        .contains("SET pin … → QUEUED")
        .contains("SET \\xFF … → QUEUED")
        .contains("EXEC → …")
        .contains("because of java.lang.IllegalStateException\n")
        .doesNotContain("60", "40", "1234", "secret", "100");
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(wrong)
        .withMessageContaining("it threw java.lang.IllegalArgumentException.")
        .satisfies(error -> assertThat(error.getMessage()).doesNotContain("1234"));
  }

  @Test
  void aCallWithoutAnAttemptSaysSo() {
    CallEvent none =
        new CallEvent(
            new AtomicCall(2, "A.b()", List.of()),
            AtomicOutcome.CONFLICT,
            List.of(),
            Duration.ZERO,
            Duration.ZERO,
            null);

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> assertThat(new RecordedCall(none, false)).sent("GET"))
        .withMessageContaining("Expected A.b() to come to an attempt, but it did not.")
        .withMessageContaining("A.b(): conflict in 0 attempts");
  }

  /** Words longer than what events hold are compared by what is held. */
  @Test
  void longWordsAreShortened() {
    String word = "x".repeat(300);
    RoundTrip trip =
        new RoundTrip(
            List.of(
                new SentCommand(
                    List.of("SET", "key", "x".repeat(256) + "… (300 bytes)"), "QUEUED")));
    CallEvent event =
        new CallEvent(
            new AtomicCall(3, "A.b()", List.of()),
            AtomicOutcome.COMMITTED,
            List.of(attempt(2, AtomicOutcome.COMMITTED, trip)),
            Duration.ZERO,
            Duration.ZERO,
            null);

    assertThat(new RecordedCall(event, false)).sentOnce("SET", "key", word).neverSent("SET", "kex");
  }
}
