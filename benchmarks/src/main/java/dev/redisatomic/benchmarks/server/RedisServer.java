package dev.redisatomic.benchmarks.server;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import redis.clients.jedis.Jedis;
import redis.embedded.core.ExecutableProvider;

/**
 * The server that everything runs against: an own process on a free loopback port without
 * persistence, from the PATH or else the one that embedded-redis carries; or somebody's.
 */
public final class RedisServer implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";
  private static final int PORTS_TO_TRY = 5;
  private static final int FIRST_PORT = 20_000;
  private static final int LAST_PORT = 30_000;
  private static final Duration TIME_TO_START = Duration.ofSeconds(20);
  private static final long POLL_NANOS = Duration.ofMillis(5).toNanos();
  private static final Pattern READY = Pattern.compile("[Rr]eady to accept connections");
  private static final Pattern PORT_TAKEN = Pattern.compile("bind:|Address already in use");

  private final Address address;
  private final @Nullable Process process;

  private RedisServer(Address address, @Nullable Process process) {
    this.address = address;
    this.process = process;
  }

  /**
   * An own server.
   *
   * @throws IllegalStateException if neither server starts
   */
  public static RedisServer start() {
    return start(List.of());
  }

  /**
   * An own node of a cluster that knows of no other.
   *
   * @throws IllegalStateException if it does not start
   */
  public static RedisServer startClusterNode() {
    try {
      File directory = Files.createTempDirectory("redis-node-").toFile();
      Runtime.getRuntime()
          .addShutdownHook(new Thread(() -> FileSystemUtils.deleteRecursively(directory)));
      return start(List.of("--cluster-enabled", "yes", "--dir", directory.getPath()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RedisServer start(List<String> options) {
    List<ExecutableProvider> candidates =
        List.of(
            () -> ExecutableProvider.newExecutableInPath("redis-server").get(),
            () -> ExecutableProvider.newJarResourceProvider().get());
    List<String> failures = new ArrayList<>();
    for (ExecutableProvider candidate : candidates) {
      try {
        return start(candidate.get(), options);
      } catch (IOException | RuntimeException e) {
        failures.add(String.valueOf(e.getMessage()));
      }
    }
    throw new IllegalStateException(
        "No redis-server started. Install one, or give --url=redis://host:port. " + failures);
  }

  /**
   * A server that is there already.
   *
   * @param overwrite whether it may hold data
   * @throws IllegalStateException if it may not, and does
   */
  public static RedisServer at(Address address, boolean overwrite) {
    try (Jedis jedis = new Jedis(address.host(), address.port())) {
      long keys = jedis.dbSize();
      if (keys > 0 && !overwrite) {
        throw new IllegalStateException(
            "Database 0 at %s holds %d keys. Use an empty one, or allow with --overwrite that keys beginning with account:, counter:, lock:, reading: and stock: are overwritten and deleted."
                .formatted(address.url(), keys));
      }
    }
    return new RedisServer(address, null);
  }

  public Address address() {
    return address;
  }

  private static RedisServer start(File executable, List<String> options) throws IOException {
    for (int attempt = 1; ; attempt++) {
      int port = freePort();
      List<String> command = new ArrayList<>(List.of(executable.getPath()));
      command.addAll(List.of("--bind", LOOPBACK, "--port", Integer.toString(port)));
      command.addAll(List.of("--save", "", "--appendonly", "no"));
      command.addAll(options);
      File log = File.createTempFile("redis-server-", ".log");
      log.deleteOnExit();
      Process process =
          new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "stop-redis"));
      if (awaitReady(process, log)) {
        return new RedisServer(new Address(LOOPBACK, port), process);
      }
      process.destroyForcibly();
      String output = Files.readString(log.toPath());
      // Somebody may have taken the port after it was found to be free.
      if (attempt == PORTS_TO_TRY || !PORT_TAKEN.matcher(output).find()) {
        throw new IOException(executable.getName() + " did not start: " + output.strip());
      }
    }
  }

  private static boolean awaitReady(Process process, File log) throws IOException {
    long deadline = System.nanoTime() + TIME_TO_START.toNanos();
    while (process.isAlive() && System.nanoTime() < deadline) {
      if (READY.matcher(Files.readString(log.toPath())).find()) {
        return true;
      }
      LockSupport.parkNanos(POLL_NANOS);
    }
    return false;
  }

  /** So far below the highest that a cluster's nodes find another one for each other. */
  private static int freePort() throws IOException {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(FIRST_PORT, LAST_PORT);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException taken) {
        // another one
      }
    }
  }

  /** Stops an own server. */
  @Override
  public void close() {
    if (process != null) {
      process.destroy();
      end(process);
    }
  }

  /** Waits for a process that has been asked to end, for a while. */
  static void end(Process process) {
    process
        .onExit()
        .orTimeout(5, TimeUnit.SECONDS)
        .exceptionally(late -> process.destroyForcibly())
        .join();
  }
}
