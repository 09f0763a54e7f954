package dev.redisatomic.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.test.TestApplication;
import java.util.List;
import org.assertj.core.api.AbstractAssert;
import redis.clients.jedis.UnifiedJedis;

/**
 * Two counters that every transaction raises by one, both or none: half a transaction shows, and so
 * does one that was applied twice.
 */
final class Ledger {

  private static final long LEFT = 10;
  private static final long RIGHT = 20;

  private final UnifiedJedis other;
  private final String left;
  private final String right;

  /** Looks at the counters as another client, past all that is broken. */
  Ledger(UnifiedJedis other, String name) {
    this.other = other;
    this.left = name + ":l";
    this.right = name + ":r";
    other.mset(left, String.valueOf(LEFT), right, String.valueOf(RIGHT));
  }

  String left() {
    return left;
  }

  /** Two writes. */
  void write(TestApplication client) {
    client.redis().opsForValue().increment(left);
    client.redis().opsForValue().increment(right);
  }

  /** A read that the writes depend on, as far as Redis can know. */
  void readAndWrite(TestApplication client) {
    assertThat(client.redis().opsForValue().get(left)).isNotNull();
    write(client);
  }

  /** Two writes, and two reads that see them on copies. */
  void writeAndRead(TestApplication client) {
    write(client);
    assertThat(client.redis().opsForValue().multiGet(List.of(left, right))).doesNotContainNull();
    assertThat(client.redis().opsForValue().get(left)).isNotNull();
  }

  /** How often both were raised. */
  long applied(String situation) {
    long raised = Long.parseLong(other.get(left)) - LEFT;
    assertThat(Long.parseLong(other.get(right)) - RIGHT)
        .as("all or nothing: %s", situation)
        .isEqualTo(raised);
    return raised;
  }

  void assertApplied(long times, String situation) {
    AbstractAssert<?, ?> applied = assertThat(applied(situation)).as("applied: %s", situation);
    applied.isEqualTo(times);
  }
}
