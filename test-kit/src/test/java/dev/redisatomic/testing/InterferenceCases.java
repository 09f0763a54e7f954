package dev.redisatomic.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.AtomicOutcome;
import dev.redisatomic.CommitOutcomeUnknownException;
import dev.redisatomic.WatchConflictException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.InvalidDataAccessApiUsageException;

/** Each kind of interference, with how the call ended, in how many attempts, and what is stored. */
abstract class InterferenceCases extends BankTestCase {

  private static final String OOM = "OOM command not allowed when used memory > 'maxmemory'.";
  private static final String READ_ONLY = "READONLY You can't write against a read only replica.";

  @Test
  void aWriteOfAnotherClientIsAConflict(Interference interference, AtomicCalls calls) {
    set("1", 100);

    interference.beforeCommitOf(TRANSFER).once(() -> set("1", 40));

    assertThat(bank.transfer("1", "2", 60)).isFalse();
    assertThat(get("1")).isEqualTo("40");
    assertThat(calls.last(TRANSFER)).wroteNothing().inAttempts(2).withConflicts(1);
  }

  @Test
  void itHappensAsOftenAsPlanned(Interference interference, AtomicCalls calls) {
    set("1", 100);

    interference
        .beforeCommitOf(TRANSFER)
        .times(3, () -> redis.opsForValue().increment("account:1"));

    assertThat(bank.transfer("1", "2", 60)).isTrue();
    assertThat(get("1")).isEqualTo("43");
    assertThat(calls.last(TRANSFER))
        .committed()
        .inAttempts(4)
        .watchedOnly("account:1", "account:2")
        .sentOnce("DECRBY", "account:1", "60");
  }

  @Test
  void moreConflictsThanRetriesAreTooMany(Interference interference, AtomicCalls calls) {
    set("1", 100);

    interference.beforeCommitOf(TRANSFER).times(11, () -> set("1", 100));

    assertThatExceptionOfType(WatchConflictException.class)
        .isThrownBy(() -> bank.transfer("1", "2", 60));
    assertThat(get("2")).isNull();
    assertThat(calls.last(TRANSFER)).gaveUp().inAttempts(11).threw(WatchConflictException.class);
  }

  @Test
  void aWriteToAnotherKeyIsNone(Interference interference, AtomicCalls calls) {
    set("1", 100);

    interference.beforeCommitOf(TRANSFER).once(() -> set("3", 1));

    assertThat(bank.transfer("1", "2", 60)).isTrue();
    assertThat(calls.last(TRANSFER)).committed().inAttempts(1);
  }

  @Test
  void theActionIsAfterTheBodyAndBeforeItsWritesAndOutsideOfIt(Interference interference) {
    List<Object> seen = new ArrayList<>();
    Thread caller = Thread.currentThread();

    interference
        .beforeCommitOf("RedisAtomicOperations.execute")
        .once(
            () -> {
              seen.add(AtomicContext.isActive());
              seen.add(Thread.currentThread() == caller);
              seen.add(String.valueOf(get("1")));
            });
    atomic.execute(
        () -> {
          set("1", 7);
          return seen.add("body");
        });

    assertThat(seen).containsExactly("body", false, false, "null");
    assertThat(get("1")).isEqualTo("7");
  }

  @Test
  void programmaticCallsAreInterferedWithToo(Interference interference, AtomicCalls calls) {
    String method = "RedisAtomicOperations.execute";
    interference.beforeCommitOf(method).once(() -> set("1", 5));

    atomic.execute(
        () -> {
          set("2", get("1") == null ? 0 : 1);
          return true;
        });

    assertThat(get("2")).isEqualTo("1");
    assertThat(calls.last(method)).committed().inAttempts(2).sentOnce("SET", "account:2", "1");
  }

  @Test
  void theCommitOfAnInnerMethodIsThatOfTheOuterOne(Interference interference, AtomicCalls calls) {
    set("1", 100);
    interference.beforeCommitOf("PaymentService.pay").once(() -> set("1", 70));

    payments.pay("1", "2", 60);

    assertThat(get("1")).isEqualTo("10");
    assertThat(calls.last("PaymentService.pay")).committed().inAttempts(2);
  }

  /** A body that has seen half of a change must not answer. */
  @Test
  void readsThatDoNotBelongTogetherAreReadAgain(Interference interference, AtomicCalls calls) {
    set("1", 100);
    interference.beforeCommitOf("BankService.balances").once(() -> set("1", 1));

    assertThat(bank.balances("1", "2")).containsExactly("1", null);
    assertThat(calls.last("BankService.balances")).wroteNothing().inAttempts(2);
  }

  @Test
  void anActionMayCallTheSameMethod(Interference interference, AtomicCalls calls) {
    set("1", 100);
    interference.beforeCommitOf(TRANSFER).times(2, () -> bank.transfer("1", "3", 15));

    assertThat(bank.transfer("1", "2", 60)).isTrue();

    assertThat(redis.opsForValue().multiGet(List.of("account:1", "account:2", "account:3")))
        .containsExactly("10", "60", "30");
    assertThat(calls.all(TRANSFER)).hasSize(3);
    assertThat(calls.all(TRANSFER).get(0)).committed().inAttempts(1);
    assertThat(calls.all(TRANSFER).get(1)).committed().inAttempts(1);
    assertThat(calls.last(TRANSFER)).committed().inAttempts(3);
  }

  @Test
  void aLostReplyToWritesThatWereApplied(Interference interference, AtomicCalls calls) {
    set("1", 100);
    interference.loseReplyOf(TRANSFER).applied().once();

    assertThatExceptionOfType(CommitOutcomeUnknownException.class)
        .isThrownBy(() -> bank.transfer("1", "2", 60));

    assertThat(get("1")).isEqualTo("40");
    assertThat(get("2")).isEqualTo("60");
    assertThat(calls.last(TRANSFER)).outcomeUnknown().inAttempts(1);
  }

  @Test
  void aLostReplyToWritesThatWereNotApplied(Interference interference, AtomicCalls calls) {
    set("1", 100);
    interference.loseReplyOf(TRANSFER).notApplied().once();

    assertThatExceptionOfType(CommitOutcomeUnknownException.class)
        .isThrownBy(() -> bank.transfer("1", "2", 60));

    assertThat(get("1")).isEqualTo("100");
    assertThat(get("2")).isNull();
    assertThat(calls.last(TRANSFER)).outcomeUnknown().inAttempts(1);
  }

  @Test
  void exactlyOnceFindsOutThatTheyWere(Interference interference, AtomicCalls calls) {
    interference.loseReplyOf("BankService.deposit").applied().once();

    bank.deposit("1", 50);

    assertThat(get("1")).isEqualTo("50");
    assertThat(calls.last("BankService.deposit")).committed().inAttempts(1);
  }

  @Test
  void exactlyOnceFindsOutThatTheyWereNot(Interference interference, AtomicCalls calls) {
    interference.loseReplyOf("BankService.deposit").notApplied().times(2);

    bank.deposit("1", 50);

    assertThat(get("1")).isEqualTo("50");
    assertThat(calls.last("BankService.deposit")).committed().inAttempts(3);
  }

  @Test
  void aRefusalIsAnException(Interference interference, AtomicCalls calls) {
    set("1", 100);
    interference.refuse(TRANSFER).with(OOM).once();

    assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
        .isThrownBy(() -> bank.transfer("1", "2", 60))
        .withMessageContaining(OOM);

    assertThat(get("1")).isEqualTo("100");
    assertThat(calls.last(TRANSFER)).failed().inAttempts(1);
  }

  /** The connection is used again, and must not watch what the refused attempt has watched. */
  @Test
  void afterARefusalNothingIsWatched(Interference interference, AtomicCalls calls) {
    set("1", 100);
    interference.refuse(TRANSFER).with(OOM).once();
    assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
        .isThrownBy(() -> bank.transfer("1", "2", 60));

    set("1", 1);
    bank.openAll(List.of("3"));

    assertThat(calls.last("BankService.openAll")).committed().inAttempts(1).inRoundTrips(1);
  }

  @Test
  void anErrorThatPassesIsTriedAgain(Interference interference, AtomicCalls calls) {
    set("1", 100);
    interference.refuse(TRANSFER).with(READ_ONLY).once();

    assertThat(bank.transfer("1", "2", 60)).isTrue();

    assertThat(get("1")).isEqualTo("40");
    assertThat(calls.last(TRANSFER)).committed().inAttempts(2).withConflicts(0);
  }

  @Test
  void anErrorThatDoesNotPassIsAnException(Interference interference, AtomicCalls calls) {
    set("1", 100);
    interference.refuse(TRANSFER).with(READ_ONLY).times(11);

    assertThatExceptionOfType(DataAccessResourceFailureException.class)
        .isThrownBy(() -> bank.transfer("1", "2", 60))
        .withMessageContaining(READ_ONLY);

    assertThat(calls.last(TRANSFER)).failed().inAttempts(11);
  }

  @Test
  void whatOnlyReadsCanBeRefusedToo(Interference interference, AtomicCalls calls) {
    interference.refuse("BankService.balances").with("LOADING Redis is loading").once();

    assertThat(bank.balances("1", "2")).hasSize(2);

    assertThat(calls.last("BankService.balances")).wroteNothing().inAttempts(2);
  }

  @Test
  void aCommitIsDelayed(Interference interference, AtomicCalls calls) {
    Duration delay = Duration.ofMillis(80);
    interference.delay("BankService.openAll").by(delay).once();

    bank.openAll(List.of("1"));

    assertThat(calls.last("BankService.openAll")).committed().inAttempts(1);
    assertThat(calls.last("BankService.openAll").event().duration()).isGreaterThanOrEqualTo(delay);
  }

  @Test
  void plansHappenInTheirOrderAtTheSameCommit(Interference interference, AtomicCalls calls) {
    set("1", 100);
    List<String> events = new ArrayList<>();
    interference.beforeCommitOf(TRANSFER).once(() -> events.add("first " + get("2")));
    interference.loseReplyOf(TRANSFER).notApplied().once();
    interference.beforeCommitOf(TRANSFER).once(() -> events.add("second " + get("2")));

    assertThatExceptionOfType(CommitOutcomeUnknownException.class)
        .isThrownBy(() -> bank.transfer("1", "2", 60));
    assertThat(events).containsExactly("first null");
    assertThat(bank.transfer("1", "2", 60)).isTrue();

    assertThat(events).containsExactly("first null", "second null");
    assertThat(calls.all(TRANSFER).stream().map(call -> call.event().outcome()))
        .containsExactly(AtomicOutcome.UNKNOWN, AtomicOutcome.COMMITTED);
  }

  @Test
  void onlyTheNamedOneOfOverloadedMethods(Interference interference, AtomicCalls calls) {
    set("1", 100);
    interference.beforeCommitOf("BankService.close(String, String)").once(() -> set("1", 60));

    set("3", 0);
    bank.close("3");
    bank.close("1", "2");

    assertThat(get("2")).isEqualTo("60");
    assertThat(calls.last("BankService.close(String)")).committed().inAttempts(1);
    assertThat(calls.last("BankService.close(String, String)")).committed().inAttempts(2);
  }
}
