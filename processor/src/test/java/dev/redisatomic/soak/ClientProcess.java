package dev.redisatomic.soak;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.redisatomic.test.ClientMode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A {@link SoakClient} in a JVM of its own. It ends with this one at the latest. */
final class ClientProcess implements AutoCloseable {

  private static final int EXIT_SECONDS = 60;

  private final String name;
  private final Path history;
  private final Path errors;
  private final boolean exactlyOnce;
  private final int threads;
  private final Process process;
  private final BufferedReader output;
  private long commitsWithOthers;

  ClientProcess(
      String name,
      Path directory,
      int port,
      boolean exactlyOnce,
      int threads,
      int accounts,
      long seed,
      ClientMode client)
      throws IOException {
    this.name = name;
    this.exactlyOnce = exactlyOnce;
    this.threads = threads;
    this.history = directory.resolve(name + ".history");
    this.errors = directory.resolve(name + ".log");
    this.process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                SoakClient.class.getName(),
                name,
                String.valueOf(port),
                String.valueOf(exactlyOnce),
                String.valueOf(threads),
                String.valueOf(accounts),
                String.valueOf(seed),
                history.toString(),
                client.name())
            .redirectError(errors.toFile())
            .start();
    this.output = process.inputReader(UTF_8);
  }

  /** Returns when it could begin. */
  void awaitReady() throws IOException {
    for (String line = output.readLine(); !"ready".equals(line); line = output.readLine()) {
      if (line == null) {
        throw failed("did not start");
      }
    }
  }

  void begin() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
  }

  void end() throws IOException {
    process.getOutputStream().close();
  }

  void awaitEnd() throws IOException, InterruptedException {
    if (!process.waitFor(EXIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw failed("did not end well");
    }
    String last = output.lines().reduce("", (before, line) -> line);
    if (!last.startsWith(SoakClient.COMMITS_WITH_OTHERS)) {
      throw failed("did not say how often it committed with others");
    }
    commitsWithOthers = Long.parseLong(last.substring(SoakClient.COMMITS_WITH_OTHERS.length()));
  }

  private IllegalStateException failed(String how) throws IOException {
    return new IllegalStateException(
        "Client " + name + " " + how + ":\n" + Files.readString(errors, UTF_8));
  }

  Path history() {
    return history;
  }

  boolean isExactlyOnce() {
    return exactlyOnce;
  }

  int threads() {
    return threads;
  }

  /** The commits in one transaction with other calls; known after the end. */
  long commitsWithOthers() {
    return commitsWithOthers;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
