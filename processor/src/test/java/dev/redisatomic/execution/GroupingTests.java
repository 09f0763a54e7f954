package dev.redisatomic.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.RetryPolicy;
import dev.redisatomic.annotation.Results;
import dev.redisatomic.attempt.Durability;
import dev.redisatomic.attempt.Guard;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which calls on hot keys commit together, wait in the queue to commit alone, or queue beside. */
class GroupingTests {

  private static final Duration PATIENCE = Duration.ofMillis(10);
  private static final long SLOW = PATIENCE.toNanos();

  private final Grouping grouping = new Grouping(true, PATIENCE);
  private final AtomicDefinition method = method(Results.NEEDED);
  private final Body<String> body = () -> "";

  private static AtomicDefinition method(Results results) {
    return new AtomicDefinition(
        "a method",
        List.of(),
        null,
        new Guard(true, results, true, false, false, 1000),
        new SourcedPolicy(RetryPolicy.DEFAULT, "redis.atomic."),
        new Durability(false, null, false));
  }

  private @Nullable Object kind(boolean alone, boolean optimistic) {
    return grouping.kindOf(method, body, alone, optimistic);
  }

  private void assertCommitsAlone(@Nullable Object kind) {
    assertThat(kind).isNotNull().isNotEqualTo(method.durability());
  }

  @Test
  void shortBodiesWithTheSameDurabilityCommitTogether() {
    assertThat(kind(false, true)).isEqualTo(method.durability());
    assertThat(kind(false, false)).isEqualTo(method.durability());
  }

  @Test
  void whatAGroupCannotAnswerWaitsInLineAndCommitsAlone() {
    assertCommitsAlone(grouping.kindOf(method(Results.ALL), body, false, true));
    assertCommitsAlone(kind(true, true));
  }

  @Test
  void aSlowBodyStaysOutOfTheLineUntilItHasLostOrMayNotLose() {
    grouping.history().add(method, body, SLOW);

    assertThat(kind(false, true)).isNull();
    assertCommitsAlone(kind(false, false));
    assertCommitsAlone(kind(true, false));
  }

  @Test
  void bodiesOfOneMethodAreToldApartByTheirCode() {
    grouping.history().add(method, body, SLOW);

    assertThat(grouping.kindOf(method, () -> "another", false, true))
        .isEqualTo(method.durability());
  }

  @Test
  void aSlowRunAmongShortOnesIsForgiven() {
    IntStream.range(0, 10).forEach(i -> grouping.history().add(method, body, 1_000));
    grouping.history().add(method, body, SLOW);

    assertThat(kind(false, true)).isEqualTo(method.durability());
  }

  @Test
  void aBodyWhoseCommandWasRefusedCommitsAloneForAHundredRuns() {
    grouping.history().refused(method, body);
    for (int i = 0; i < 100; i++) {
      assertCommitsAlone(kind(false, true));
      grouping.history().add(method, body, 1_000);
    }

    assertThat(kind(false, true)).isEqualTo(method.durability());
  }

  @Test
  void nobodyCommitsTogetherUnlessThatIsSwitchedOn() {
    Grouping off = new Grouping(false, PATIENCE);

    assertThat(off.kindOf(method, body, false, true)).isNull();
    assertThat(off.kindOf(method, body, true, false)).isNull();
  }
}
