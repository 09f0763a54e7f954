package dev.redisatomic.test;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.File;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisDataException;

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
  void aRedisAndAValkeyAreTakenFromThePathTheFirstOfEachInItsOrder(@TempDir Path directory)
      throws IOException {
    Path valkey = executable(directory.resolve("a"), "valkey-server");
    Files.createSymbolicLink(directory.resolve("a/redis-server"), valkey);
    Path redis = executable(directory.resolve("b"), "redis-server");
    executable(directory.resolve("c"), "redis-server");
    executable(directory.resolve("c"), "valkey-server");
    String path =
        Stream.of("a", "b", "c", "none")
            .map(name -> directory.resolve(name).toString())
            .collect(joining(File.pathSeparator));

    List<RedisBinary> found = RedisBinary.onPath(path);

    assertThat(found).hasSize(2).allSatisfy(it -> assertThat(it.origin()).isEqualTo("PATH"));
    assertThat(found.get(0).executable().toRealPath()).isEqualTo(valkey.toRealPath());
    assertThat(found.get(1).executable()).isEqualTo(redis);
  }

  private static Path executable(Path directory, String name) throws IOException {
    Path file = Files.createFile(Files.createDirectories(directory).resolve(name));
    assertThat(file.toFile().setExecutable(true)).isTrue();
    return file;
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
