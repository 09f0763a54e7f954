package dev.redisatomic.testserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RedisServerTests {

  @Test
  void aStartedServerAnswersOnLoopbackAndKeepsNothing() throws IOException {
    try (RedisServer server = RedisServer.start()) {
      assertThat(RespConnection.ask(server, "PING")).containsExactly("PONG");
      assertThat(RespConnection.ask(server, "CONFIG", "GET", "bind"))
          .containsExactly("bind", "127.0.0.1");
      assertThat(RespConnection.ask(server, "CONFIG", "GET", "save")).containsExactly("save", "");
      assertThat(RespConnection.ask(server, "CONFIG", "GET", "appendonly"))
          .containsExactly("appendonly", "no");
      assertThat(server.address()).isEqualTo(server.host() + ":" + server.port());
      assertThat(server.isRunning()).isTrue();
    }
  }

  @Test
  void theServerThatIsFoundIsStartedUnlessOneIsNamed() throws IOException {
    try (RedisServer found = RedisServer.start();
        RedisServer named = RedisServer.start(RedisBinary.embedded())) {
      assertThat(found.binary()).isEqualTo(RedisBinary.find());
      assertThat(named.binary()).isEqualTo(RedisBinary.embedded());
      assertThat(String.join("\n", RespConnection.ask(named, "INFO", "server")))
          .contains("redis_version:" + named.version());
      assertThat(named).hasToString("embedded " + named.version() + " at " + named.address());
    }
  }

  @Test
  void configurationIsTakenAndALaterLineWins() throws IOException {
    try (RedisServer server =
        RedisServer.start("databases 2", "requirepass first", "requirepass \"the secret\"")) {
      assertThat(server.password()).hasValue("the secret");
      assertThat(RespConnection.ask(server, "CONFIG", "GET", "databases"))
          .containsExactly("databases", "2");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"port 1", "bind 0.0.0.0", "daemonize yes", " LOGFILE /dev/null"})
  void whatWouldHideTheServerIsRefused(String line) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RedisServer.start(line))
        .withMessageContaining(line);
  }

  @Test
  void aClosedServerLeavesNothing() throws IOException {
    RedisServer server = RedisServer.start("dbfilename kept.rdb");
    Path directory = directoryOf(server);
    ProcessHandle process = ProcessHandle.of(server.pid()).orElseThrow();
    assertThat(directory.resolve("redis.conf")).exists();

    server.close();
    server.close();

    assertThat(process.isAlive()).isFalse();
    assertThat(server.isRunning()).isFalse();
    assertThat(directory).doesNotExist();
    assertNobodyListens(server.port());
    assertThatIllegalStateException().isThrownBy(server::restart).withMessageContaining("closed");
  }

  private static Path directoryOf(RedisServer server) throws IOException {
    return Path.of(RespConnection.ask(server, "CONFIG", "GET", "dir").get(1));
  }

  private static void assertNobodyListens(int port) {
    assertThatExceptionOfType(ConnectException.class)
        .isThrownBy(() -> new Socket(InetAddress.getLoopbackAddress(), port).close());
  }

  @Test
  void aKilledServerComesBackOnItsPortWithWhatItKept() throws IOException {
    try (RedisServer server = RedisServer.start("appendonly yes", "appendfsync always")) {
      long pid = server.pid();
      RespConnection.ask(server, "SET", "key", "value");

      server.kill();
      assertThat(server.isRunning()).isFalse();
      assertNobodyListens(server.port());
      server.restart();

      assertThat(server.isRunning()).isTrue();
      assertThat(server.pid()).isNotEqualTo(pid);
      assertThat(RespConnection.ask(server, "GET", "key")).containsExactly("value");
    }
  }

  @Test
  void aPortThatSomebodyTookInTheMeantimeIsReplaced() throws IOException {
    try (ServerSocket somebody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Iterator<Integer> ports = List.of(somebody.getLocalPort(), RedisServer.freePort()).iterator();

      try (RedisServer server =
          RedisServer.start(RedisBinary.find(), ServerConfig.server(), ports::next)) {
        assertThat(server.port()).isNotEqualTo(somebody.getLocalPort());
        assertThat(ports.hasNext()).isFalse();
        assertThat(RespConnection.ask(server, "PING")).containsExactly("PONG");
      }
    }
  }

  /** The program on the port answers like a server, as that of another build would. */
  @Test
  void aServerWithoutAPortIsGivenUpAfterAFewAttempts() {
    try (RedisServer somebody = RedisServer.start()) {
      assertThatExceptionOfType(NoRedisServerException.class)
          .isThrownBy(
              () -> RedisServer.start(RedisBinary.find(), ServerConfig.server(), somebody::port))
          .withMessageContaining("did not start on port " + somebody.port());
    }
  }

  @Test
  void aServerThatDoesNotStartShowsItsLogAndLeavesNoFiles() throws IOException {
    try (var before = Files.list(temporary())) {
      List<Path> known = before.toList();

      assertThatExceptionOfType(NoRedisServerException.class)
          .isThrownBy(() -> RedisServer.start("no-such-directive yes"))
          .withMessageContaining("no-such-directive")
          .withMessageContaining(RedisBinary.find().executable().toString());

      try (var after = Files.list(temporary())) {
        assertThat(after.filter(file -> isOfAServer(file) && !known.contains(file)))
            .noneSatisfy(
                file -> assertThat(file.resolve("redis.conf")).content().contains("no-such"));
      }
    }
  }

  private static Path temporary() {
    return Path.of(System.getProperty("java.io.tmpdir"));
  }

  private static boolean isOfAServer(Path file) {
    return file.getFileName().toString().startsWith("redis-test-server-");
  }

  @Test
  void aProgramThatEndsAtOnceIsNoServer(@TempDir Path directory) throws IOException {
    RedisBinary program =
        RedisBinary.at(Programs.saying("Redis server v=7.0.0", directory, "redis-server"));

    assertThatExceptionOfType(NoRedisServerException.class)
        .isThrownBy(() -> RedisServer.start(program))
        .withMessageContaining("Its log:")
        .withMessageContaining("v=7.0.0");
  }

  @Test
  void freePortsAreNotThoseOfOutgoingConnections() throws IOException {
    int port = RedisServer.freePort();

    assertThat(port).isBetween(20_000, 32_000);
    new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
  }
}
