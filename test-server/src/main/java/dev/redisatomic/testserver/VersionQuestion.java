package dev.redisatomic.testserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Runs a program with {@code --version}, which also shows whether it runs on this machine. */
final class VersionQuestion {

  private static final int LIMIT_SECONDS = 20;

  private VersionQuestion() {}

  /**
   * Returns the answer.
   *
   * @param advice what to do if there is none, for the message
   */
  static Version ask(Path executable, String advice) {
    String output = output(executable, advice);
    return Version.in(output, ServersOnPath.product(executable))
        .orElseThrow(
            () ->
                new NoRedisServerException(
                    "%s is no redis-server that runs here. %s It was asked for its --version and said: %s"
                        .formatted(executable, advice, output.strip())));
  }

  private static String output(Path executable, String advice) {
    try {
      Process process =
          new ProcessBuilder(executable.toString(), "--version").redirectErrorStream(true).start();
      try {
        process.getOutputStream().close();
        if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
          return "(nothing in " + LIMIT_SECONDS + " s)";
        }
        return new String(process.getInputStream().readAllBytes(), ISO_8859_1);
      } finally {
        process.destroyForcibly();
      }
    } catch (IOException e) {
      throw new NoRedisServerException(
          "%s could not be run: %s. %s".formatted(executable, e.getMessage(), advice), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NoRedisServerException("Interrupted while asking for the version", e);
    }
  }
}
