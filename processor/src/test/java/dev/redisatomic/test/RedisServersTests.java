package dev.redisatomic.test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisDataException;

class RedisServersTests {

  @Test
  void theEmbeddedServerRunsAndTheOneOnThePathWhereThereIsOne() {
    List<String> origins =
        RedisServers.all().stream().map(server -> server.binary().origin()).toList();

    assertThat(origins)
        .isEqualTo(
            RedisBinary.onPath().isPresent() ? List.of("embedded", "PATH") : List.of("embedded"));
    for (RedisServer server : RedisServers.all()) {
      try (Jedis jedis = new Jedis(server.host(), server.port())) {
        assertThat(jedis.ping()).isEqualTo("PONG");
        assertThat(jedis.configGet("save")).containsEntry("save", "");
      }
    }
  }

  @Test
  void labelsNameOriginAndVersion() {
    assertThat(RedisServers.embedded().label()).matches("embedded \\d+\\.\\d+\\.\\d+.*");
    assertThat(RedisServers.labels()).startsWith(RedisServers.embedded().label());
  }

  @Test
  void serversAreStartedOnce() {
    assertThat(RedisServers.all()).isSameAs(RedisServers.all());
  }

  @Test
  void anOwnServerTakesConfigurationAndEndsWithClose() {
    int port;
    try (RedisServer own = RedisServer.start("requirepass secret", "databases 2");
        Jedis jedis = new Jedis(own.host(), own.port())) {
      port = own.port();
      assertThatExceptionOfType(JedisDataException.class)
          .isThrownBy(jedis::ping)
          .withMessageContaining("NOAUTH");
      jedis.auth("secret");
      assertThat(jedis.configGet("databases")).containsEntry("databases", "2");
    }

    assertThatExceptionOfType(ConnectException.class)
        .isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close());
  }

  @Test
  void aKilledServerComesBackOnItsPortWithWhatItSaved() {
    try (RedisServer own = RedisServer.start("appendonly yes", "appendfsync always")) {
      int port = own.port();
      long pid = own.pid();
      try (Jedis jedis = new Jedis(own.host(), port)) {
        jedis.set("key", "value");
      }

      own.kill();
      assertThatExceptionOfType(ConnectException.class)
          .isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close());
      own.restart();

      assertThat(own.pid()).isNotEqualTo(pid);
      try (Jedis jedis = new Jedis(own.host(), port)) {
        assertThat(jedis.get("key")).isEqualTo("value");
      }
    }
  }

  @Test
  void aServerThatDoesNotStartShowsItsLog() {
    assertThatIllegalStateException()
        .isThrownBy(() -> RedisServer.start("no-such-directive yes"))
        .withMessageContaining("no-such-directive")
        .withMessageContaining("libssl3");
  }
}
