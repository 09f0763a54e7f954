package dev.redisatomic.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;

class MeasuredServerTests {

  @Test
  void aDatabaseThatIsNotEmptyIsLeftAloneUnlessAllowed() {
    try (MeasuredServer server = MeasuredServer.start();
        Jedis jedis = new Jedis(server.address())) {
      MeasuredServer.at(server.address(), false).close();
      jedis.set("somebody", "else's");

      assertThatIllegalStateException()
          .isThrownBy(() -> MeasuredServer.at(server.address(), false))
          .withMessageContainingAll("holds 1 keys", "--overwrite");

      MeasuredServer.at(server.address(), true).close();
      assertThat(jedis.get("somebody")).isEqualTo("else's");
    }
  }

  @Test
  void whatPassesAProxyIsCountedAndArrives() {
    try (MeasuredServer server = MeasuredServer.start()) {
      for (Duration delay : new Duration[] {Duration.ZERO, Duration.ofMillis(1)}) {
        try (TcpProxy proxy = new TcpProxy(server.address(), delay);
            Jedis jedis = new Jedis(proxy.address())) {
          jedis.ping();
          proxy.reset();

          jedis.set("key", "value");
          try (Pipeline pipeline = jedis.pipelined()) {
            pipeline.get("key");
            pipeline.get("key");
          }

          assertThat(proxy.roundTrips()).isEqualTo(2);
          assertThat(proxy.sent()).isEqualTo(33 + 2 * 22);
          assertThat(proxy.received()).isEqualTo(5 + 2 * 11);
        }
      }
    }
  }
}
