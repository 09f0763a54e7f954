package dev.redisatomic.attempt;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.attempt.Marker.Trace;
import dev.redisatomic.command.Command;
import dev.redisatomic.command.Key;
import dev.redisatomic.driver.CommandHandler;
import dev.redisatomic.driver.Driver;
import dev.redisatomic.driver.PinnedConnection;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisConnection;

@EachServer
class MarkerResolutionTests {

  private static final Duration LIMIT = Duration.ofSeconds(10);

  private final RedisSetup setup;
  private final Driver driver;
  private final Marker marker = new Marker(Key.of("marker"), "attempt:1");

  MarkerResolutionTests(RedisSetup setup) {
    this.setup = setup;
    this.driver =
        setup.mode().provider().create(setup.connectionFactory(options -> options.poolOfOne()));
  }

  @BeforeEach
  void empty() {
    setup.flushAll();
  }

  @Test
  void theAttemptsIdMeansCommittedAndIsKept() {
    setup.other().set("marker", "attempt:1");

    assertThat(new MarkerResolution(driver, marker, LIMIT).resolve()).isEqualTo(Trace.COMMITTED);

    assertThat(setup.other().get("marker")).isEqualTo("attempt:1");
  }

  @Test
  void noTraceIsClosedWithALifetime() {
    assertThat(new MarkerResolution(driver, marker, LIMIT).resolve()).isEqualTo(Trace.CLOSED);

    assertThat(setup.other().get("marker")).isEqualTo("closed:attempt:1");
    assertThat(setup.other().ttl("marker")).isPositive();
  }

  @Test
  void theTraceOfAnEarlierAttemptIsClosed() {
    setup.other().set("marker", "closed:attempt:0");

    assertThat(new MarkerResolution(driver, marker, LIMIT).resolve()).isEqualTo(Trace.CLOSED);

    assertThat(setup.other().get("marker")).isEqualTo("closed:attempt:1");
  }

  @Test
  void whatAnEarlierQuestionClosedStaysClosed() {
    setup.other().set("marker", "closed:attempt:1");
    setup.other().expire("marker", 100);

    assertThat(new MarkerResolution(driver, marker, LIMIT).resolve()).isEqualTo(Trace.CLOSED);

    assertThat(setup.other().ttl("marker")).isBetween(1L, 100L);
  }

  @Test
  void aCommitThatArrivesBetweenTheQuestionAndTheClosingIsFound() {
    Driver late = new BeforeTheSecondBatch(driver, () -> setup.other().set("marker", "attempt:1"));

    assertThat(new MarkerResolution(late, marker, LIMIT).resolve()).isEqualTo(Trace.COMMITTED);

    assertThat(setup.other().get("marker")).isEqualTo("attempt:1");
  }

  @Test
  void anErrorIsNoAnswer() {
    setup.other().lpush("marker", "of another type");

    assertThat(new MarkerResolution(driver, marker, Duration.ofMillis(50)).resolve())
        .isEqualTo(Trace.NONE);

    assertThat(setup.other().type("marker")).isEqualTo("list");
  }

  /** The real driver, with a moment to interfere on each connection. */
  private record BeforeTheSecondBatch(Driver real, Runnable action) implements Driver {

    @Override
    public int slotOf(Key key) {
      return real.slotOf(key);
    }

    @Override
    public void probe() {
      real.probe();
    }

    @Override
    public PinnedConnection open(int slot) {
      PinnedConnection connection = real.open(slot);
      return new PinnedConnection() {
        private int batches;

        @Override
        public List<@Nullable Object> send(List<? extends Command> commands) {
          if (++batches == 2) {
            action.run();
          }
          return connection.send(commands);
        }

        @Override
        public void release() {
          connection.release();
        }

        @Override
        public void destroy() {
          connection.destroy();
        }
      };
    }

    @Override
    public RedisConnection view(CommandHandler handler) {
      return real.view(handler);
    }
  }
}
