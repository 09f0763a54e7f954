package dev.redisatomic.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.testserver.RedisBinary;
import dev.redisatomic.testserver.RedisServer;
import java.util.List;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

class RedisServersTests {

  @Test
  void theEmbeddedServerRunsAndThoseOnThePath() {
    List<RedisBinary> binaries = RedisServers.all().stream().map(RedisServer::binary).toList();

    assertThat(binaries.get(0)).isEqualTo(RedisBinary.embedded());
    assertThat(binaries.subList(1, binaries.size())).isEqualTo(RedisBinary.onPath());
    for (RedisServer server : RedisServers.all()) {
      try (Jedis jedis = new Jedis(server.host(), server.port())) {
        assertThat(jedis.ping()).isEqualTo("PONG");
        assertThat(jedis.configGet("save")).containsEntry("save", "");
      }
    }
  }

  @Test
  void labelsNameOriginAndVersion() {
    assertThat(RedisServers.embedded().binary().toString())
        .matches("embedded \\d+\\.\\d+\\.\\d+.*");
    assertThat(RedisServers.labels()).startsWith(RedisServers.embedded().binary().toString());
  }

  @Test
  void serversAreStartedOnce() {
    assertThat(RedisServers.all()).isSameAs(RedisServers.all());
  }
}
