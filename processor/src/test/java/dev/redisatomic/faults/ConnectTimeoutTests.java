package dev.redisatomic.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.test.Bodies;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import dev.redisatomic.testserver.RedisServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** A server that does not answer connection requests: stopped, with a full backlog. */
@EachServer(everyMode = true)
class ConnectTimeoutTests {

  private static final int MORE_THAN_ANY_BACKLOG = 10_000;

  private final RedisSetup setup;

  ConnectTimeoutTests(RedisSetup setup) {
    this.setup = setup;
  }

  @Test
  void theBodyIsNotRunAndTheNextCallWorks() throws Exception {
    try (RedisServer own = RedisServer.start(setup.server().binary(), "tcp-backlog 1")) {
      RedisConnectionFactory factory =
          setup.connectionFactory(
              o -> o.port(own.port()).poolOfOne().connectTimeout(Duration.ofMillis(300)));
      int[] runs = {0};
      try (TestApplication bodies =
          TestApplication.on(factory)
              .property("redis.atomic.max-retries", "0")
              .start(Bodies.class)) {
        signal(own, "STOP");
        Deque<Socket> backlog = fillBacklog(own);

        assertThatExceptionOfType(DataAccessResourceFailureException.class)
            .isThrownBy(() -> bodies.methods().call(() -> ++runs[0]))
            .withStackTraceContaining("timed out");

        assertThat(runs[0]).isZero();
        for (Socket socket : backlog) {
          socket.close();
        }
        signal(own, "CONT");
        try (Socket accepted = new Socket(own.host(), own.port())) {
          assertThat(bodies.methods().call(() -> ++runs[0])).isEqualTo(1);
          assertThat(accepted.isConnected()).isTrue();
        }
      }
    }
  }

  private static void signal(RedisServer server, String name) throws Exception {
    int exit =
        new ProcessBuilder("kill", "-" + name, String.valueOf(server.pid()))
            .inheritIO()
            .start()
            .waitFor();
    assertThat(exit).isZero();
  }

  private static Deque<Socket> fillBacklog(RedisServer server) throws IOException {
    Deque<Socket> accepted = new ArrayDeque<>();
    while (accepted.size() < MORE_THAN_ANY_BACKLOG) {
      Socket socket = new Socket();
      try {
        socket.connect(new InetSocketAddress(server.host(), server.port()), 200);
        accepted.push(socket);
      } catch (SocketTimeoutException full) {
        socket.close();
        return accepted;
      }
    }
    throw new AssertionError("The server accepts more connections than any backlog holds");
  }
}
