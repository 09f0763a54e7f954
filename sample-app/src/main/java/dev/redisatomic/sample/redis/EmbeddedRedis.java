package dev.redisatomic.sample.redis;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import redis.embedded.core.ExecutableProvider;

/**
 * A real redis-server on a free port of the loopback interface, without persistence: the one on the
 * PATH or, failing that, the one that the embedded-redis library carries. As connection details it
 * takes the place of {@code spring.data.redis.*}; as a bean it is stopped with the application,
 * also on Ctrl-C.
 */
final class EmbeddedRedis implements DataRedisConnectionDetails, AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";
  private static final int PORTS_TO_TRY = 5;
  private static final int SECONDS_TO_START = 20;
  private static final int SECONDS_TO_STOP = 5;
  private static final Pattern READY = Pattern.compile("[Rr]eady to accept connections");
  private static final Pattern PORT_TAKEN = Pattern.compile("bind:|Address already in use");

  private final File executable;
  private final Process process;
  private final int port;

  private EmbeddedRedis(File executable, Process process, int port) {
    this.executable = executable;
    this.process = process;
    this.port = port;
  }

  static EmbeddedRedis start() {
    return start(
        List.of(
            () -> ExecutableProvider.newExecutableInPath("redis-server").get(),
            () -> ExecutableProvider.newJarResourceProvider().get()),
        EmbeddedRedis::freePort);
  }

  static EmbeddedRedis start(List<ExecutableProvider> candidates, IntSupplier ports) {
    List<String> failures = new ArrayList<>();
    for (ExecutableProvider candidate : candidates) {
      try {
        return start(candidate.get(), ports);
      } catch (IOException | RuntimeException e) {
        failures.add(String.valueOf(e.getMessage()));
      }
    }
    throw new NoRedisServerException(failures);
  }

  private static EmbeddedRedis start(File executable, IntSupplier ports) throws IOException {
    for (int attempt = 1; ; attempt++) {
      int port = ports.getAsInt();
      Process process = launch(executable, port);
      String output = startUpOutput(process);
      if (READY.matcher(output).find()) {
        return new EmbeddedRedis(executable, process, port);
      }
      stop(process);
      // Somebody may have taken the port after it was found to be free.
      if (attempt == PORTS_TO_TRY || !PORT_TAKEN.matcher(output).find()) {
        throw new IOException(executable + " did not start: " + output.strip());
      }
    }
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Process launch(File executable, int port) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(executable.getPath());
    command.addAll(List.of("--bind", LOOPBACK, "--port", Integer.toString(port)));
    command.addAll(List.of("--save", "", "--appendonly", "no"));
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

  @Override
  public Standalone getStandalone() {
    return Standalone.of(LOOPBACK, port);
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
