package dev.redisatomic.testserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a JVM leaves that does not close its servers. */
class EndOfJvmTests {

  @Test
  void serversEndWithTheJvm() throws Exception {
    Process jvm =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Forgetful.class.getName())
            .redirectErrorStream(true)
            .start();

    List<String> output = new String(jvm.getInputStream().readAllBytes(), UTF_8).lines().toList();

    assertThat(jvm.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(output).hasSize(3);
    assertThat(output)
        .allSatisfy(
            line -> {
              assertThat(line).matches("\\d+ .+");
              long pid = Long.parseLong(line.replaceFirst(" .*", ""));
              assertThat(ProcessHandle.of(pid).filter(ProcessHandle::isAlive)).isEmpty();
              assertThat(Path.of(line.replaceFirst("\\d+ ", ""))).doesNotExist();
            });
  }

  /** Starts servers, says where they are, and ends. */
  static final class Forgetful {

    private Forgetful() {}

    @SuppressWarnings({"resource", "SystemOut"})
    public static void main(String[] args) throws Exception {
      for (int i = 0; i < 3; i++) {
        RedisServer server = RedisServer.start();
        String directory = RespConnection.ask(server, "CONFIG", "GET", "dir").get(1);
        System.out.println(server.pid() + " " + directory);
      }
    }
  }
}
