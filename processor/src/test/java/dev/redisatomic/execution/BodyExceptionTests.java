package dev.redisatomic.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.CommitOutcomeUnknownException;
import dev.redisatomic.Queued;
import dev.redisatomic.WatchConflictException;
import dev.redisatomic.test.RedisSetup;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.data.redis.RedisConnectionFailureException;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** What a body throws, after any number of reads: its own business. */
class BodyExceptionTests extends WiredBodies {

  private int runs;

  BodyExceptionTests(RedisSetup setup) {
    super(setup);
  }

  static Stream<Throwable> throwables() {
    return Stream.of(
        new IllegalStateException("unchecked"),
        new IOException("checked"),
        new InterruptedException("checked"),
        new StackOverflowError("an error"),
        new RedisConnectionFailureException("looks like a lost connection"),
        new JedisConnectionException("looks like a lost connection"),
        new CommitOutcomeUnknownException("looks like ours", new IOException()),
        new WatchConflictException("looks like ours", null, 1, List.of(), Duration.ZERO));
  }

  @ParameterizedTest
  @MethodSource("throwables")
  void reachesTheCallerAsItIsAndWritesNothing(Throwable throwable) {
    for (int reads = 0; reads < 3; reads++) {
      int count = reads;
      runs = 0;

      assertThatThrownBy(() -> atomic.run(() -> writeAndThrow(count, throwable), "declared"))
          .isSameAs(throwable)
          .hasNoSuppressedExceptions();

      assertThat(runs).isEqualTo(1);
      assertThat(other.exists("written")).isFalse();
    }
  }

  private void writeAndThrow(int reads, Throwable throwable) throws Exception {
    runs++;
    for (int i = 0; i < reads; i++) {
      values.get("key " + i);
    }
    values.set("written", "1");
    if (throwable instanceof Error error) {
      throw error;
    }
    throw (Exception) throwable;
  }

  @Test
  void leavesNoCallbacksAndNoResults() {
    List<String> calls = new ArrayList<>();
    List<Queued<@Nullable Long>> results = new ArrayList<>();

    assertThatThrownBy(
            () ->
                atomic.run(
                    () -> {
                      results.add(Queued.of(values.increment("counter")));
                      AtomicContext.current().afterCommit(() -> calls.add("called"));
                      throw new IOException("on purpose");
                    }))
        .isInstanceOf(IOException.class);

    assertThat(calls).isEmpty();
    assertThatThrownBy(results.get(0)::get)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("did not commit");
  }
}
