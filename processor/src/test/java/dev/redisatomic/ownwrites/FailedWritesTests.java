package dev.redisatomic.ownwrites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.OnOneConnection;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.Warnings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.core.ListOperations;
import org.springframework.data.redis.core.ValueOperations;

/** A write that fails on a copy is known before anything is sent. */
@EachServer
class FailedWritesTests extends OnOneConnection {

  private final ValueOperations<String, String> values = template.opsForValue();
  private final ListOperations<String, String> lists = template.opsForList();

  FailedWritesTests(RedisSetup redis) {
    super(redis);
  }

  @AfterEach
  void noCopyIsLeft() {
    assertThat(redis.other().keys("redis-atomic-*")).isEmpty();
  }

  @Test
  void aWriteThatFailsThrowsAtTheNextReadAndNothingIsApplied() {
    redis.other().set("text", "x");

    assertThatExceptionOfType(DataAccessException.class)
        .isThrownBy(
            () ->
                atomic.atomically(
                    () -> {
                      values.set("other", "1");
                      lists.leftPush("text", "y");
                      return values.get("text");
                    }))
        .withMessageContaining("LPUSH text")
        .withMessageContaining("WRONGTYPE");

    assertThat(redis.other().exists("other")).isFalse();
    assertThat(redis.other().get("text")).isEqualTo("x");
  }

  @Test
  void aFailedWriteThatIsCaughtIsDroppedAndTheRestCommits() throws Exception {
    redis.other().set("text", "x");
    Warnings warnings = new Warnings(Class.forName("dev.redisatomic.attempt.TriedWrites"));

    String seen =
        atomic.atomically(
            () -> {
              values.set("other", "1");
              lists.leftPush("text", "y");
              try {
                values.get("text");
              } catch (DataAccessException expected) {
                values.append("text", "z");
              }
              return values.get("text");
            });

    assertThat(seen).isEqualTo("xz");
    assertThat(redis.other().get("text")).isEqualTo("xz");
    assertThat(redis.other().get("other")).isEqualTo("1");
    warnings.close();
    assertThat(warnings.messages()).singleElement().asString().contains("LPUSH text", "dropped");
  }
}
