package dev.redisatomic.driver.lettuce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.command.Command;
import dev.redisatomic.driver.Driver;
import dev.redisatomic.driver.PinnedConnection;
import dev.redisatomic.test.Await;
import dev.redisatomic.test.ClientMode;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import io.lettuce.core.tracing.MicrometerTracing;
import io.micrometer.observation.Observation.Context;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;

/** Where Lettuce traces, as it does with Boot's Actuator, it wraps commands. */
@EachServer(modes = ClientMode.LETTUCE)
class LettuceTracingTests {
  private final RedisSetup redis;

  LettuceTracingTests(RedisSetup redis) {
    this.redis = redis;
  }

  @Test
  void allCommandsOfABatchAreSentAndTraced() {
    ObservationRegistry observations = ObservationRegistry.create();
    List<String> seen = new CopyOnWriteArrayList<>();
    observations.observationConfig().observationHandler(operationsInto(seen));
    try (LettuceSetUp lettuce = new LettuceSetUp(new MicrometerTracing(observations, "redis"))) {
      RedisStandaloneConfiguration server =
          new RedisStandaloneConfiguration(redis.server().host(), redis.server().port());
      PinnedConnection connection = lettuce.driver(lettuce.factory(server)).open(Driver.NO_SLOT);

      List<Command> batch = List.of(Command.of("MULTI"), Command.of("PING"), Command.of("EXEC"));
      assertThat(connection.send(batch)).hasSize(3);

      // the caller may have its reply before the tracer has noted the last command
      Await.until("the last one is traced", () -> seen.contains("EXEC"));
      assertThat(seen).containsSubsequence("multi", "PING", "EXEC");
      connection.release();
    }
  }

  private static ObservationHandler<Context> operationsInto(List<String> seen) {
    return new ObservationHandler<>() {
      @Override
      public void onStop(Context context) {
        seen.add(context.getAllKeyValues().stream().findFirst().orElseThrow().getValue());
      }

      @Override
      public boolean supportsContext(Context context) {
        return true;
      }
    };
  }
}
