package dev.redisatomic.testserver;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.IntSupplier;
import javax.net.SocketFactory;

/**
 * A real server on a free loopback port, which keeps nothing unless its configuration says so. It
 * ends with {@link #close()}, and at the latest when the JVM ends normally.
 *
 * <pre>{@code
 * try (RedisServer server = RedisServer.start("notify-keyspace-events KEA")) {
 *   … "redis://" + server.address() …
 * }
 * }</pre>
 *
 * <p>Safe for use by several threads.
 */
public final class RedisServer implements AutoCloseable {

  static final String HOST = "127.0.0.1";

  /** The number of attempts, because somebody may take a port after it was found to be free. */
  private static final int ATTEMPTS = 5;

  private final RedisBinary binary;
  private final ServerConfig config;
  private final int port;
  private final ServerProcess process;

  private RedisServer(RedisBinary binary, ServerConfig config, int port) throws IOException {
    this.binary = binary;
    this.config = config;
    this.port = port;
    this.process = new ServerProcess(binary, config, port);
  }

  /**
   * Starts the server that {@link RedisBinary#find()} finds, and returns when it answers.
   *
   * @param configLines lines of a {@code redis.conf}; with {@code cluster-enabled yes} the port for
   *     the cluster's bus is a free one, too; with {@code port 0}, {@code tls-cert-file}, {@code
   *     tls-key-file}, {@code tls-ca-cert-file} and {@code tls-auth-clients no} the port is one for
   *     TLS
   * @throws NoRedisServerException if there is no server or it does not start, as with a wrong line
   * @throws IllegalArgumentException if a line sets {@code bind}, {@code daemonize}, {@code
   *     logfile} or a {@code port} other than 0, or if {@code port 0} has no {@code tls-cert-file}
   */
  public static RedisServer start(String... configLines) {
    return start(RedisBinary.find(), configLines);
  }

  /**
   * Starts a certain program, and returns when it answers.
   *
   * @param configLines lines of a {@code redis.conf}, as in {@link #start(String...)}
   * @throws NoRedisServerException if it does not start, as with a wrong line
   * @throws IllegalArgumentException if a line sets {@code bind}, {@code daemonize}, {@code
   *     logfile} or a {@code port} other than 0, or if {@code port 0} has no {@code tls-cert-file}
   */
  public static RedisServer start(RedisBinary binary, String... configLines) {
    ServerConfig config = ServerConfig.server(configLines);
    return start(binary, config, config.isClusterNode() ? Ports::freeForCluster : Ports::free);
  }

  /** Starts a Sentinel that watches nobody yet, for servers with this configuration. */
  static RedisServer startSentinel(RedisBinary binary, String... configLines) {
    return start(binary, ServerConfig.server(configLines).sentinel(), Ports::free);
  }

  static RedisServer start(RedisBinary binary, ServerConfig config, IntSupplier ports) {
    for (int attempt = 1; ; attempt++) {
      RedisServer server = create(binary, config, ports.getAsInt());
      boolean ready = false;
      try {
        RunningServers.add(server);
        ready = server.run(attempt);
      } finally {
        if (!ready) {
          server.close();
        }
      }
      if (ready) {
        return server;
      }
    }
  }

  private static RedisServer create(RedisBinary binary, ServerConfig config, int port) {
    try {
      return new RedisServer(binary, config, port);
    } catch (IOException e) {
      throw new UncheckedIOException("No directory could be made for a server", e);
    }
  }

  /** Returns false where its port is taken and another attempt may be made. */
  private boolean run(int attempt) {
    try {
      process.run();
    } catch (IOException e) {
      throw new NoRedisServerException("%s could not be run.".formatted(binary.executable()), e);
    }
    if (process.becomesReady() && answers()) {
      return true;
    }
    if (attempt < ATTEMPTS && process.hasFoundItsPortTaken()) {
      return false;
    }
    throw new NoRedisServerException(
        "%s (%s) did not start on port %d. Its log:%n%s"
            .formatted(binary.executable(), binary, port, process.readLog()));
  }

  /** Whether the server answers anything: with a password it says NOAUTH. */
  private boolean answers() {
    try (RespConnection connection = RespConnection.to(this)) {
      connection.ping();
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /**
   * Returns a loopback port on which nobody listens at the moment, for an address at which nobody
   * answers or a further port such as {@code tls-port}. Somebody may take it before the caller
   * does.
   */
  public static int freePort() {
    return Ports.free();
  }

  /** Returns the name of the loopback interface, for clients: {@code 127.0.0.1}. */
  public String host() {
    return HOST;
  }

  /** Returns the port, which stays the same for as long as the server is not closed. */
  public int port() {
    return port;
  }

  /** Returns host and port, as in {@code 127.0.0.1:20123}. */
  public String address() {
    return HOST + ":" + port;
  }

  /** Returns the program, to start another one of the same version. */
  public RedisBinary binary() {
    return binary;
  }

  /** Returns the version, such as "7.0.15" or "Valkey 9.1.2". */
  public String version() {
    return binary.version();
  }

  /** Whether the process is alive: not killed, not closed, and not ended by itself. */
  public boolean isRunning() {
    return process.isAlive();
  }

  /** Returns the process id, to send signals to; that of the last process if it has ended. */
  public long pid() {
    return process.pid();
  }

  /** Ends the process as {@code kill -9} does, and keeps its port and its files. */
  public void kill() {
    process.kill();
  }

  /**
   * Runs the program again, on the same port and with its files, after killing it if need be;
   * returns when it has loaded what it kept and answers.
   *
   * @throws NoRedisServerException if it does not start
   * @throws IllegalStateException if the server has been closed
   */
  public void restart() {
    kill();
    int attempt = 1;
    while (!run(attempt)) {
      attempt++;
    }
  }

  /** The password of the default user, if it has one. */
  Optional<String> password() {
    return config.password();
  }

  /** The sockets by which a client reaches the server. */
  SocketFactory sockets() {
    return config.isTlsOnly()
        ? TlsSockets.trusting(config.certificate().orElseThrow())
        : SocketFactory.getDefault();
  }

  /** Ends the process and deletes its files. A second call does nothing. */
  @Override
  public void close() {
    process.close();
    RunningServers.remove(this);
  }

  /** The text names the program and the address. */
  @Override
  public String toString() {
    return binary + " at " + address();
  }
}
