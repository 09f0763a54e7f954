package dev.redisatomic.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.redisatomic.testserver.RedisServer;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;

class MeasurementTests {

  private static RedisServer server;
  private static HostAndPort address;

  @BeforeAll
  static void start() {
    server = RedisServer.start();
    address = HostAndPort.from(server.address());
  }

  @AfterAll
  static void stop() {
    server.close();
  }

  @Test
  void aDatabaseThatIsNotEmptyIsLeftAloneUnlessAllowed() {
    try (Jedis jedis = new Jedis(address)) {
      jedis.flushAll();
      Measurement.checkThatItMayBeUsed(address, false);
      jedis.set("somebody", "else's");

      assertThatIllegalStateException()
          .isThrownBy(() -> Measurement.checkThatItMayBeUsed(address, false))
          .withMessageContainingAll("holds 1 keys", "--overwrite");

      Measurement.checkThatItMayBeUsed(address, true);
      assertThat(jedis.get("somebody")).isEqualTo("else's");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void whatPassesAProxyIsCountedAndArrives(int millis) {
    try (TcpProxy proxy = new TcpProxy(address, Duration.ofMillis(millis));
        Jedis jedis = new Jedis(proxy.address())) {
      jedis.ping();
      proxy.reset();

      jedis.set("key", "value");
      try (Pipeline pipeline = jedis.pipelined()) {
        pipeline.get("key");
        pipeline.get("key");
      }

      assertThat(proxy.roundTrips).hasValue(2);
      assertThat(proxy.sent).hasValue(33 + 2 * 22);
      assertThat(proxy.received).hasValue(5 + 2 * 11);
    }
  }
}
