package dev.redisatomic.benchmarks.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.embedded.Redis;
import redis.embedded.RedisShardedCluster;
import redis.embedded.core.ExecutableProvider;
import redis.embedded.core.PortProvider;
import redis.embedded.core.RedisServerBuilder;
import redis.embedded.core.RedisShardedClusterBuilder;

/**
 * What everything runs against: own processes on free loopback ports without persistence, from the
 * PATH or else those that embedded-redis carries; or somebody's server.
 */
public final class RedisServer implements AutoCloseable {

  /** Somebody may take a port after it was found to be free. */
  private static final int TRIES = 3;

  private static final Duration TIME_TO_AGREE = Duration.ofSeconds(30);

  private final List<HostAndPort> addresses;
  private final @Nullable Redis own;

  private RedisServer(List<HostAndPort> addresses, @Nullable Redis own) {
    this.addresses = addresses;
    this.own = own;
  }

  /**
   * Starts a server.
   *
   * @throws IllegalStateException if none starts
   */
  public static RedisServer start() {
    return start(
        server ->
            server.port(PortProvider.newEphemeralPortProviderInRedisClusterRange().get()).build());
  }

  /**
   * Starts some masters that share the slots evenly.
   *
   * @throws IllegalStateException if one does not start
   */
  public static RedisServer startCluster(int masters) {
    return start(
        server -> {
          Path directory = Files.createTempDirectory("redis-nodes-");
          Runtime.getRuntime()
              .addShutdownHook(
                  new Thread(() -> FileSystemUtils.deleteRecursively(directory.toFile())));
          RedisShardedClusterBuilder cluster =
              RedisShardedCluster.newRedisCluster()
                  .withServerBuilder(server.setting("dir " + directory))
                  .initializationTimeout(TIME_TO_AGREE)
                  .ephemeral();
          IntStream.range(0, masters).forEach(i -> cluster.shard("shard-" + i, 0));
          return cluster.build();
        });
  }

  private interface Building {
    Redis of(RedisServerBuilder server) throws IOException;
  }

  private static RedisServer start(Building building) {
    List<ExecutableProvider> candidates =
        List.of(
            () -> ExecutableProvider.newExecutableInPath("redis-server").get(),
            () -> ExecutableProvider.newJarResourceProvider().get());
    List<String> failures = new ArrayList<>();
    for (ExecutableProvider candidate : candidates) {
      for (int i = 0; i < TRIES; i++) {
        try {
          RedisServerBuilder server =
              redis.embedded.RedisServer.newRedisServer()
                  .executableProvider(candidate)
                  .bind("127.0.0.1")
                  .setting("save \"\"")
                  .setting("appendonly no")
                  .soutListener(line -> {}) // keeps reading: a full pipe would stop the server
                  .serrListener(line -> {});
          Redis own = building.of(server);
          own.start();
          return new RedisServer(
              own.ports().stream().map(port -> new HostAndPort("127.0.0.1", port)).toList(), own);
        } catch (IOException | RuntimeException e) {
          failures.add(e + ", cause: " + e.getCause());
        }
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
  public static RedisServer at(HostAndPort address, boolean overwrite) {
    try (Jedis jedis = new Jedis(address)) {
      long keys = jedis.dbSize();
      if (keys > 0 && !overwrite) {
        throw new IllegalStateException(
            "Database 0 at %s holds %d keys. Use an empty one, or allow with --overwrite that keys beginning with account:, counter:, lock:, reading: and stock: are overwritten and deleted."
                .formatted(address, keys));
      }
    }
    return new RedisServer(List.of(address), null);
  }

  /** Of the server, or of the first master. */
  public HostAndPort address() {
    return addresses.get(0);
  }

  /** Of all masters. */
  public List<HostAndPort> addresses() {
    return addresses;
  }

  /** Stops what was started here. */
  @Override
  public void close() {
    try {
      if (own != null) {
        own.stop();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
