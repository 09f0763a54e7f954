package dev.redisatomic.testserver;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A program with a directory of its own, in which it can be run again until it is closed. */
final class ServerProcess implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final int LOOK_MILLIS = 5;
  private static final Pattern READY =
      Pattern.compile("[Rr]eady to accept connections|Sentinel ID is");
  private static final Pattern PORT_TAKEN =
      Pattern.compile("TCP listening socket|Address already in use");

  private final Path directory;
  private final List<String> command;
  private @Nullable Process process;
  private boolean closed;

  ServerProcess(RedisBinary binary, ServerConfig config, int port) throws IOException {
    directory = Files.createTempDirectory("redis-test-server-");
    command = new ArrayList<>(List.of(binary.executable().toString(), "redis.conf"));
    if (config.isSentinel()) {
      command.add("--sentinel");
    }
    List<String> lines = new ArrayList<>(List.of("bind " + RedisServer.HOST, config.open(port)));
    lines.addAll(config.lines());
    Files.write(directory.resolve("redis.conf"), lines);
  }

  synchronized void run() throws IOException {
    if (closed) {
      throw new IllegalStateException("The server has been closed.");
    }
    process =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log().toFile())
            .start();
  }

  /** Waits for its own log to say so: on a taken port, an answer would be somebody else's. */
  boolean becomesReady() {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    try {
      while (System.nanoTime() < deadline) {
        if (process().waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
          return false;
        }
        if (READY.matcher(readLog()).find()) {
          return true;
        }
      }
      return false;
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while a server was starting", e);
    }
  }

  boolean hasFoundItsPortTaken() {
    return PORT_TAKEN.matcher(readLog()).find();
  }

  String readLog() {
    try {
      return Files.readString(log(), ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path log() {
    return directory.resolve("redis.log");
  }

  boolean isAlive() {
    return process().isAlive();
  }

  long pid() {
    return process().pid();
  }

  private synchronized Process process() {
    if (process == null) {
      throw new IllegalStateException("The server has not been run.");
    }
    return process;
  }

  synchronized void kill() {
    if (process != null) {
      process.destroyForcibly().onExit().join();
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    kill();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      // what is left is in the directory for temporary files
    }
  }
}
