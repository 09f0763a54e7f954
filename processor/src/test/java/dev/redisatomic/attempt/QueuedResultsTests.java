package dev.redisatomic.attempt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.redisatomic.command.ClassifiedCommand;
import dev.redisatomic.command.Command;
import dev.redisatomic.command.CommandRole;
import dev.redisatomic.connection.RecordedWrite;
import dev.redisatomic.driver.Driver;
import dev.redisatomic.driver.jedis.JedisDriver;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import org.springframework.data.redis.serializer.RedisSerializer;

/** Writes whose result was there at once: no call waits for its reply to be converted. */
class QueuedResultsTests {

  /** Any one: no reply is converted. */
  private final Driver driver = new JedisDriver(new JedisConnectionFactory());

  private final QueuedResults results = new QueuedResults(driver);
  private final RecordedWrite write =
      new RecordedWrite(ClassifiedCommand.of(Command.of("LPOP"), CommandRole.WRITE, List.of()));

  @BeforeEach
  void write() {
    results.answered(write, true);
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(strings = "job")
  void theValueIsTakenAsItIs(@Nullable String value) {
    QueuedResult result = results.takeLast(value, RedisSerializer.json());

    assertThat(result.get()).as("before the commit").isEqualTo(value);
    results.lost();
    results.close();
    assertThat(result.get()).as("also if the reply was lost").isEqualTo(value);
  }

  @Test
  void itIsHandedOutOnce() {
    results.takeLast("job", null);

    assertThatIllegalStateException()
        .isThrownBy(() -> results.takeLast("job", null))
        .withMessageContaining("reads run at once");
  }

  @Test
  void afterAReadItIsNotTheLastWrite() {
    results.forgetLast();

    assertThatIllegalStateException().isThrownBy(() -> results.takeLast("job", null));
  }

  @Test
  void theValueOfALostAttemptDoesNotLeak() {
    QueuedResult taken = results.takeLast("job", null);
    results.drop(List.of(write));

    assertThatIllegalStateException()
        .isThrownBy(taken::get)
        .withMessageContaining("did not commit it");
  }

  @Test
  void theValueOfAnAttemptThatEndsWithoutACommitDoesNotLeak() {
    QueuedResult taken = results.takeLast("job", null);
    results.close();

    assertThatIllegalStateException().isThrownBy(taken::get);
  }
}
