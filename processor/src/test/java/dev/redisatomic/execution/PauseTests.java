package dev.redisatomic.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.RetryPolicy;
import dev.redisatomic.RetryPolicy.Backoff;
import dev.redisatomic.annotation.Results;
import dev.redisatomic.attempt.Durability;
import dev.redisatomic.attempt.Guard;
import java.time.Duration;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PauseTests {

  private static Retries retries(Backoff backoff) {
    return new Retries(
        new AtomicDefinition(
            "a method",
            List.of(),
            () -> {
              throw new IllegalStateException("Runs nowhere");
            },
            new Guard(true, Results.NEEDED, true, false, false, 1000),
            new SourcedPolicy(RetryPolicy.DEFAULT.withBackoff(backoff), "redis.atomic."),
            new Durability(false, null, false)));
  }

  @Test
  void pausesUseTheWholeRangeUpToTheirBound() {
    Retries retries = retries(new Backoff(Duration.ofMillis(10), 2, Duration.ofMillis(25)));
    for (long bound : new long[] {10_000_000, 20_000_000, 25_000_000, 25_000_000}) {
      retries.begin();
      LongSummaryStatistics pauses =
          LongStream.generate(retries::pauseNanos).limit(2000).summaryStatistics();

      assertThat(pauses.getMin()).isBetween(0L, bound / 50);
      assertThat(pauses.getMax()).isBetween(bound - bound / 50, bound);
      assertThat(pauses.getAverage()).isBetween(bound * 0.4, bound * 0.6);
    }
  }

  @Test
  void noBackoffIsNoPause() {
    Retries retries = retries(new Backoff(Duration.ZERO, 2, Duration.ZERO));
    retries.begin();

    assertThat(LongStream.generate(retries::pauseNanos).limit(100)).containsOnly(0L);
  }

  @Test
  void theLongestBoundThereIsIsOne() {
    Duration forEver = Duration.ofSeconds(Long.MAX_VALUE);
    Retries retries = retries(new Backoff(forEver, 2, forEver));
    retries.begin();

    assertThat(retries.pauseNanos()).isPositive();
  }
}
