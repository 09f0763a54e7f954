package dev.redisatomic.sample.redis;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;
import redis.embedded.core.ExecutableProvider;

/**
 * A real redis-server on the loopback interface, without persistence: the one on the PATH or,
 * failing that, the one that the embedded-redis library carries.
 */
final class RedisProcess implements AutoCloseable {

  static final String LOOPBACK = "127.0.0.1";
  private static final int PORTS_TO_TRY = 5;
  private static final int SECONDS_TO_START = 20;
  private static final int SECONDS_TO_STOP = 5;
  private static final Pattern READY = Pattern.compile("[Rr]eady to accept connections");
  private static final Pattern PORT_TAKEN = Pattern.compile("bind:|Address already in use");

  private final File executable;
  private final Process process;
  private final int port;

  private RedisProcess(File executable, Process process, int port) {
    this.executable = executable;
    this.process = process;
    this.port = port;
  }

  /** In this order. */
  static List<ExecutableProvider> candidates() {
    return List.of(
        () -> ExecutableProvider.newExecutableInPath("redis-server").get(),
        () -> ExecutableProvider.newJarResourceProvider().get());
  }

  /**
   * Returns when it is ready.
   *
   * @throws NoRedisServerException if no candidate can be started
   */
  static RedisProcess start(
      List<ExecutableProvider> candidates, IntSupplier ports, String... options) {
    List<String> failures = new ArrayList<>();
    for (ExecutableProvider candidate : candidates) {
      try {
        return start(candidate.get(), ports, options);
      } catch (IOException | RuntimeException e) {
        failures.add(String.valueOf(e.getMessage()));
      }
    }
    throw new NoRedisServerException(failures);
  }

  private static RedisProcess start(File executable, IntSupplier ports, String... options)
      throws IOException {
    for (int attempt = 1; ; attempt++) {
      int port = ports.getAsInt();
      Process process = launch(executable, port, options);
      String output = startUpOutput(process);
      if (READY.matcher(output).find()) {
        return new RedisProcess(executable, process, port);
      }
      stop(process);
      // Somebody may have taken the port after it was found to be free.
      if (attempt == PORTS_TO_TRY || !PORT_TAKEN.matcher(output).find()) {
        throw new IOException(executable + " did not start: " + output.strip());
      }
    }
  }

  private static Process launch(File executable, int port, String... options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(executable.getPath());
    command.addAll(List.of("--bind", LOOPBACK, "--port", Integer.toString(port)));
    command.addAll(List.of("--save", "", "--appendonly", "no"));
    command.addAll(List.of(options));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static String startUpOutput(Process process) {
    CompletableFuture<String> startUp = new CompletableFuture<>();
    Thread reader = new Thread(() -> read(process, startUp), "redis-server-output");
    reader.setDaemon(true);
    reader.start();
    String silence = "it was not ready after " + SECONDS_TO_START + " s";
    return startUp.completeOnTimeout(silence, SECONDS_TO_START, TimeUnit.SECONDS).join();
  }

  /** Reads on after the start, lest the pipe fill up and block the server. */
  private static void read(Process process, CompletableFuture<String> startUp) {
    StringBuilder output = new StringBuilder();
    try {
      for (String line : (Iterable<String>) process.inputReader().lines()::iterator) {
        if (!startUp.isDone()) {
          output.append(line).append('\n');
          if (READY.matcher(line).find()) {
            startUp.complete(output.toString());
          }
        }
      }
    } catch (UncheckedIOException e) {
      output.append(e.getMessage());
    }
    startUp.complete(output.toString());
  }

  private static void stop(Process process) {
    process.destroy();
    try {
      if (!process.waitFor(SECONDS_TO_STOP, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    stop(process);
  }

  @Override
  public String toString() {
    return executable.toString();
  }
}
