package dev.redisatomic.soak;

import static dev.redisatomic.soak.Histories.concurrent;
import static dev.redisatomic.soak.Histories.judge;
import static dev.redisatomic.soak.Histories.operation;
import static dev.redisatomic.soak.Histories.values;
import static dev.redisatomic.soak.Histories.writes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.soak.Violation.Kind;
import org.junit.jupiter.api.Test;

class ListCheckerTests {

  @Test
  void aCleanHistoryPasses() {
    assertThat(
            judge(
                values("x=1,3", "y=2"),
                operation("1", Result.OK, 1, 2, values("x=", "y="), writes("x=1")),
                operation("2", Result.RECOVERED, 1, 6, values("x=1"), writes("y=2")),
                operation("3", Result.UNKNOWN, 3, 4, values("x=1"), writes("x=3")),
                operation("4", Result.UNKNOWN, 3, 4, values("x=1"), writes("x=4")),
                operation("5", Result.FAILED, 3, 4, values("x=1"), writes("y=5")),
                operation("6", Result.CONFLICT, 3, 4, values("x=1"), writes("y=6")),
                operation("7", Result.OK, 7, 8, values("x=1,3", "y=2"), writes())))
        .isEmpty();
  }

  @Test
  void anUnknownAppendMayTakeEffectLate() {
    assertThat(
            judge(
                values("x=1"),
                operation("1", Result.UNKNOWN, 1, 2, values("x="), writes("x=1")),
                operation("2", Result.OK, 3, 4, values("x="), writes()),
                operation("3", Result.OK, 5, 6, values("x=1"), writes())))
        .isEmpty();
  }

  @Test
  void anAppendTwice() {
    assertThat(judge(values("x=1,1"), concurrent("1", Result.OK, values("x=1"), writes("x=1"))))
        .contains(Kind.DOUBLE_APPLY);
    assertThat(
            judge(values("x=1", "y=1"), concurrent("1", Result.UNKNOWN, values(), writes("y=1"))))
        .contains(Kind.DOUBLE_APPLY);
  }

  @Test
  void anAcknowledgedAppendThatIsNotThere() {
    assertThat(
            judge(
                values("x=2"),
                concurrent("1", Result.OK, values("x="), writes("x=1")),
                concurrent("2", Result.OK, values("x="), writes("x=2"))))
        .containsExactly(Kind.LOST_WRITE);
    assertThat(judge(values(), concurrent("1", Result.RECOVERED, values(), writes("x=1"))))
        .containsExactly(Kind.LOST_WRITE);
  }

  @Test
  void aFailedAppendThatIsThere() {
    for (Result nothingApplied : new Result[] {Result.FAILED, Result.CONFLICT}) {
      assertThat(judge(values("x=1"), concurrent("1", nothingApplied, values(), writes("x=1"))))
          .containsExactly(Kind.FAILED_BUT_APPLIED);
    }
  }

  @Test
  void aReadOfWhatWasNeverCommitted() {
    for (Result other : new Result[] {Result.FAILED, Result.UNKNOWN}) {
      assertThat(
              judge(
                  values("x="),
                  concurrent("1", other, values("x="), writes("x=1")),
                  concurrent("2", Result.OK, values("x=1"), writes())))
          .containsExactly(Kind.DIRTY_READ);
    }
  }

  @Test
  void aReadOfWhatTheListHasNeverBeen() {
    assertThat(
            judge(
                values("x=1,2"),
                concurrent("1", Result.OK, values("x="), writes("x=1")),
                concurrent("2", Result.OK, values("x=1"), writes("x=2")),
                concurrent("3", Result.OK, values("x=2"), writes())))
        .containsExactly(Kind.NOT_A_PREFIX);
  }

  @Test
  void anElementOfNobody() {
    assertThat(judge(values("x=1"))).containsExactly(Kind.PHANTOM);
  }

  @Test
  void anEndingThatShouldNotBe() {
    assertThat(judge(values(), concurrent("1", Result.BROKEN, values(), writes())))
        .containsExactly(Kind.UNEXPECTED);
  }
}
