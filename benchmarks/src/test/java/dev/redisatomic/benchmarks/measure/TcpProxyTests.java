package dev.redisatomic.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.testserver.RedisServer;
import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;

class TcpProxyTests {

  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void whatPassesIsCountedAndArrives(int millis) {
    try (RedisServer server = RedisServer.start();
        TcpProxy proxy =
            new TcpProxy(HostAndPort.from(server.address()), Duration.ofMillis(millis));
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
