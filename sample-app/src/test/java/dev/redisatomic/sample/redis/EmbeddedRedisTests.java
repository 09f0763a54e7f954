package dev.redisatomic.sample.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.File;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Standalone;
import org.springframework.boot.diagnostics.FailureAnalysis;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.embedded.core.ExecutableProvider;

class EmbeddedRedisTests {

  private static final ExecutableProvider CARRIED = ExecutableProvider.newJarResourceProvider();

  private static final ExecutableProvider ABSENT =
      () -> {
        throw new IOException("not there");
      };

  /** Java itself: starts, does not know the options, ends. */
  private static final ExecutableProvider NO_REDIS =
      () -> new File(ProcessHandle.current().info().command().orElseThrow());

  @Test
  void theServerListensOnLoopbackAndKeepsNothing() {
    try (EmbeddedRedis server = EmbeddedRedis.start();
        Jedis client = connect(server)) {
      assertThat(client.configGet("bind")).containsEntry("bind", "127.0.0.1");
      assertThat(client.configGet("save")).containsEntry("save", "");
      assertThat(client.configGet("appendonly")).containsEntry("appendonly", "no");
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
  void serversDoNotGetInEachOthersWay() {
    try (EmbeddedRedis one = EmbeddedRedis.start();
        EmbeddedRedis other = EmbeddedRedis.start()) {
      assertThat(address(one).getPort()).isNotEqualTo(address(other).getPort());
    }
  }

  @Test
  void theServerThatTheLibraryCarriesIsUsedWhereThereIsNoOther() {
    try (EmbeddedRedis server =
            EmbeddedRedis.start(List.of(ABSENT, NO_REDIS, CARRIED), EmbeddedRedis::freePort);
        Jedis client = connect(server)) {
      assertThat(client.ping()).isEqualTo("PONG");
      assertThat(server.toString()).contains(System.getProperty("java.io.tmpdir"));
    }
  }

  @Test
  void aPortThatWasTakenInTheMeantimeIsReplaced() {
    try (EmbeddedRedis first = EmbeddedRedis.start()) {
      int taken = address(first).getPort();
      Iterator<Integer> ports = List.of(taken, EmbeddedRedis.freePort()).iterator();

      try (EmbeddedRedis second = EmbeddedRedis.start(List.of(CARRIED), ports::next)) {
        assertThat(address(second).getPort()).isNotEqualTo(taken);
        assertThat(ports.hasNext()).isFalse();
      }
    }
  }

  @Test
  void whereNoServerStartsTheMessageSaysWhyAndWhatToDo() {
    assertThatExceptionOfType(NoRedisServerException.class)
        .isThrownBy(() -> EmbeddedRedis.start(List.of(ABSENT, NO_REDIS), EmbeddedRedis::freePort))
        .withMessageContaining("not there")
        .withMessageContaining("did not start")
        .satisfies(
            e -> {
              FailureAnalysis analysis = new NoRedisServerFailureAnalyzer().analyze(e);
              assertThat(Objects.requireNonNull(analysis).getAction())
                  .contains("redis-server", "libssl3", "--spring.data.redis.url=");
            });
  }

  private static Jedis connect(EmbeddedRedis server) {
    return new Jedis(address(server).getHost(), address(server).getPort());
  }

  private static Standalone address(EmbeddedRedis server) {
    return server.getStandalone();
  }
}
