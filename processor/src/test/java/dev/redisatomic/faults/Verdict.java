package dev.redisatomic.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.CommitOutcomeUnknownException;
import dev.redisatomic.RedisAtomicOperations;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;

/** What a caller was told. */
record Verdict(@Nullable DataAccessException thrown) {

  static Verdict of(RedisAtomicOperations atomic, Runnable body) {
    try {
      atomic.execute(
          () -> {
            body.run();
            return true;
          });
      return new Verdict(null);
    } catch (DataAccessException e) {
      return new Verdict(e);
    }
  }

  boolean committed() {
    return thrown == null;
  }

  boolean unknown() {
    return thrown instanceof CommitOutcomeUnknownException;
  }

  /**
   * Checks that a call which returned has committed once, one that does not know at most once, and
   * any other one not at all.
   */
  void assertAgreesWith(long applied, String situation) {
    if (unknown()) {
      assertThat(applied).as("%s, told: unknown", situation).isBetween(0L, 1L);
    } else {
      assertThat(applied)
          .as("%s, told: %s", situation, committed() ? "committed" : thrown)
          .isEqualTo(committed() ? 1 : 0);
    }
  }
}
