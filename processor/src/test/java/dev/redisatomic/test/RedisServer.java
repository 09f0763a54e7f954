package dev.redisatomic.test;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import redis.clients.jedis.Jedis;

/**
 * A real redis-server process on a free loopback port, because only a real one knows what WATCH
 * does. It ends with {@link #close()}, at the latest with this JVM.
 */
public final class RedisServer implements AutoCloseable {

  private static final Duration START_LIMIT = Duration.ofSeconds(30);
  private static final int PORT_ATTEMPTS = 5;
  private static final int FIRST_PORT = 20_000;
  private static final int LAST_PORT = 32_000;

  /**
   * The port of a cluster's bus is that of the node plus this; both stay below the outgoing ones.
   */
  private static final int BUS_OFFSET = 10_000;

  private static final int FIRST_CLUSTER_PORT = 11_000;
  private static final int LAST_CLUSTER_PORT = 19_900;
  private static final String PORT_LOST = "TCP listening socket";
  private static final Pattern READY =
      Pattern.compile("Ready to accept connections|Sentinel ID is");
  private static final Pattern VERSION = Pattern.compile("redis_version:(\\S+)");

  /** Valkey claims to be a Redis 7.2.4 beside. */
  private static final Pattern VALKEY_VERSION = Pattern.compile("valkey_version:(\\S+)");

  private final RedisBinary binary;
  private final int port;
  private final Path directory;
  private final Role role;
  private volatile Process process;
  private @Nullable String version;

  /** What the same executable can be. */
  private enum Role {
    SERVER,
    CLUSTER_NODE,
    SENTINEL
  }

  private RedisServer(RedisBinary binary, int port, Path directory, Role role, Process process) {
    this.binary = binary;
    this.port = port;
    this.directory = directory;
    this.role = role;
    this.process = process;
  }

  /** An own embedded server, for a test that needs another configuration than the shared ones. */
  public static RedisServer start(String... extraConfigLines) {
    return start(RedisBinary.embedded(), extraConfigLines);
  }

  /**
   * Returns when the server answers.
   *
   * @throws IllegalStateException if it does not, with the log of the process
   */
  public static RedisServer start(RedisBinary binary, String... extraConfigLines) {
    return start(binary, Role.SERVER, extraConfigLines);
  }

  /** A node of a cluster to be: with slots for none, and knowing nobody. */
  static RedisServer startClusterNode(RedisBinary binary, String... extraConfigLines) {
    return start(binary, Role.CLUSTER_NODE, extraConfigLines);
  }

  /** A Sentinel that watches nobody yet. */
  static RedisServer startSentinel(RedisBinary binary) {
    return start(binary, Role.SENTINEL);
  }

  private static RedisServer start(RedisBinary binary, Role role, String... extraConfigLines) {
    for (int attempt = 1; ; attempt++) {
      RedisServer server = launch(binary, role, extraConfigLines);
      if (server.becomesReady()) {
        return server;
      }
      String log = server.log();
      server.close();
      // Somebody else may have taken the port between our look and the start.
      if (attempt == PORT_ATTEMPTS || !log.contains(PORT_LOST)) {
        throw new IllegalStateException(
            "The %s redis-server did not start. %s%nIts log:%n%s"
                .formatted(binary.origin(), binary.advice(), log));
      }
    }
  }

  private static RedisServer launch(RedisBinary binary, Role role, String... extraConfigLines) {
    try {
      int port = role == Role.CLUSTER_NODE ? freeClusterPort() : freePort();
      Path directory = Files.createTempDirectory("redis-under-test-");
      List<String> config = new ArrayList<>();
      config.add("bind 127.0.0.1");
      config.add("port " + port);
      if (role != Role.SENTINEL) {
        config.add("save \"\"");
        config.add("appendonly no");
      }
      config.addAll(Arrays.asList(extraConfigLines));
      Files.write(directory.resolve("redis.conf"), config);
      RedisServer server =
          new RedisServer(binary, port, directory, role, run(binary, directory, role));
      Runtime.getRuntime().addShutdownHook(new Thread(server::close, "stop-redis-" + port));
      return server;
    } catch (IOException e) {
      throw new IllegalStateException(
          "The %s redis-server could not be run. %s".formatted(binary.origin(), binary.advice()),
          e);
    }
  }

  private static Process run(RedisBinary binary, Path directory, Role role) throws IOException {
    List<String> command = new ArrayList<>(List.of(binary.executable().toString(), "redis.conf"));
    if (role == Role.SENTINEL) {
      command.add("--sentinel");
    }
    return new ProcessBuilder(command)
        .directory(directory.toFile())
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("redis.log").toFile())
        .start();
  }

  /**
   * Not one of those that the system gives to outgoing connections: while the server is down, a
   * client that keeps connecting to such a port would in the end be connected to itself.
   */
  public static int freePort() throws IOException {
    return freePort(FIRST_PORT, LAST_PORT);
  }

  private static int freeClusterPort() throws IOException {
    while (true) {
      int port = freePort(FIRST_CLUSTER_PORT, LAST_CLUSTER_PORT);
      try (ServerSocket probe =
          new ServerSocket(port + BUS_OFFSET, 1, InetAddress.getLoopbackAddress())) {
        return probe.getLocalPort() - BUS_OFFSET;
      } catch (BindException e) {
        // the bus port is taken: another one
      }
    }
  }

  private static int freePort(int first, int last) throws IOException {
    for (int attempt = 1; ; attempt++) {
      int port = ThreadLocalRandom.current().nextInt(first, last);
      try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return probe.getLocalPort();
      } catch (BindException e) {
        if (attempt == last - first) {
          throw e;
        }
      }
    }
  }

  /** Its own log tells first: on a lost port, the answer to a PING would be somebody else's. */
  private boolean becomesReady() {
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    try {
      while (System.nanoTime() < deadline) {
        if (process.waitFor(5, TimeUnit.MILLISECONDS)) {
          return false;
        }
        if (READY.matcher(log()).find() && answersPing()) {
          return true;
        }
      }
      return false;
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while a redis-server was starting", e);
    }
  }

  /** Any answer will do: a server with a password says NOAUTH. */
  private boolean answersPing() {
    try (Socket socket = new Socket(host(), port)) {
      socket.setSoTimeout((int) START_LIMIT.toMillis());
      socket.getOutputStream().write("PING\r\n".getBytes(ISO_8859_1));
      return socket.getInputStream().read() >= 0;
    } catch (IOException e) {
      return false;
    }
  }

  private String log() {
    try {
      return Files.readString(directory.resolve("redis.log"), ISO_8859_1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends the process as {@code kill -9} does, and leaves its directory. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Runs it again on the same port and directory; returns when it has loaded and answers. */
  public void restart() {
    kill();
    for (int attempt = 1; ; attempt++) {
      try {
        process = run(binary, directory, role);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      if (becomesReady()) {
        return;
      }
      if (attempt == PORT_ATTEMPTS || !log().contains(PORT_LOST)) {
        throw new IllegalStateException("The redis-server did not start again:\n" + log());
      }
    }
  }

  public boolean isRunning() {
    return process.isAlive();
  }

  /** To send it signals. */
  public long pid() {
    return process.pid();
  }

  /** To start another one of the same version: {@code RedisServer.start(server.binary(), …)}. */
  public RedisBinary binary() {
    return binary;
  }

  public String host() {
    return "127.0.0.1";
  }

  public int port() {
    return port;
  }

  /**
   * Such as "7.0.15" or "Valkey 9.1.2". From INFO, so not on a server that wants a password; file
   * names of binaries are wrong.
   */
  public synchronized String version() {
    if (version == null) {
      try (Jedis jedis = new Jedis(host(), port)) {
        String info = jedis.info("server");
        Matcher valkey = VALKEY_VERSION.matcher(info);
        Matcher redis = VERSION.matcher(info);
        if (valkey.find()) {
          version = "Valkey " + valkey.group(1);
        } else if (redis.find()) {
          version = redis.group(1);
        } else {
          throw new IllegalStateException("INFO names no redis_version");
        }
      }
    }
    return version;
  }

  /** Such as "embedded 6.2.6". */
  public String label() {
    return binary.origin() + " " + version();
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    FileSystemUtils.deleteRecursively(directory.toFile());
  }

  @Override
  public String toString() {
    return binary.origin() + " redis-server on port " + port;
  }
}
