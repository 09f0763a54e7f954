package dev.redisatomic.sample.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.testserver.NoRedisServerException;
import dev.redisatomic.testserver.RedisBinary;
import dev.redisatomic.testserver.RedisServer;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Standalone;
import org.springframework.boot.diagnostics.FailureAnalysis;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;

class EmbeddedRedisTests {

  @Test
  void theDetailsLeadToAServerOfItsOwn() {
    try (EmbeddedRedis server = EmbeddedRedis.start();
        Jedis client = connect(server)) {
      assertThat(client.ping()).isEqualTo("PONG");
      assertThat(client.dbSize()).isZero();
      assertThat(server).hasToString(RedisBinary.find().executable().toString());
    }
  }

  @Test
  void theServerIsGoneOnceClosed() {
    EmbeddedRedis server = EmbeddedRedis.start();
    server.close();

    assertThatExceptionOfType(JedisConnectionException.class)
        .isThrownBy(() -> connect(server).ping());
  }

  @Test
  void whereNoServerStartsTheMessageSaysWhyAndWhatToDo() {
    assertThatExceptionOfType(NoRedisServerException.class)
        .isThrownBy(() -> RedisServer.start("no-such-directive yes"))
        .satisfies(
            e -> {
              FailureAnalysis analysis =
                  Objects.requireNonNull(new NoRedisServerFailureAnalyzer().analyze(e));
              assertThat(analysis.getDescription()).contains("did not start", "no-such-directive");
              assertThat(analysis.getAction()).contains("--spring.data.redis.url=");
            });
  }

  private static Jedis connect(EmbeddedRedis server) {
    Standalone address = server.getStandalone();
    return new Jedis(address.getHost(), address.getPort());
  }
}
