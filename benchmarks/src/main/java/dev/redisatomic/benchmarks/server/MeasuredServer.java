package dev.redisatomic.benchmarks.server;

import dev.redisatomic.testserver.NoRedisServerException;
import dev.redisatomic.testserver.RedisBinary;
import dev.redisatomic.testserver.RedisCluster;
import dev.redisatomic.testserver.RedisServer;
import java.util.List;
import java.util.function.Supplier;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/**
 * What everything runs against: own processes on free loopback ports without persistence, from the
 * PATH or else those that embedded-redis carries; or somebody's server.
 */
public final class MeasuredServer implements AutoCloseable {

  private final List<HostAndPort> addresses;
  private final Runnable closing;

  private MeasuredServer(List<HostAndPort> addresses, Runnable closing) {
    this.addresses = addresses;
    this.closing = closing;
  }

  /**
   * Starts a server.
   *
   * @throws IllegalStateException if none starts
   */
  public static MeasuredServer start() {
    RedisServer server = started(RedisServer::start);
    return new MeasuredServer(List.of(addressOf(server)), server::close);
  }

  /**
   * Starts some masters that share the slots evenly.
   *
   * @throws IllegalStateException if one does not start
   */
  public static MeasuredServer startCluster(int masters) {
    RedisCluster cluster = started(() -> RedisCluster.start(RedisBinary.find(), masters, 0));
    return new MeasuredServer(
        cluster.nodes().stream().map(MeasuredServer::addressOf).toList(), cluster::close);
  }

  private static <T> T started(Supplier<T> start) {
    try {
      return start.get();
    } catch (NoRedisServerException e) {
      throw new IllegalStateException(
          "Give a server that is running already, --url=redis://host:port, or: " + e.getMessage(),
          e);
    }
  }

  private static HostAndPort addressOf(RedisServer server) {
    return new HostAndPort(server.host(), server.port());
  }

  /**
   * A server that is there already.
   *
   * @param overwrite whether it may hold data
   * @throws IllegalStateException if it may not, and does
   */
  public static MeasuredServer at(HostAndPort address, boolean overwrite) {
    try (Jedis jedis = new Jedis(address)) {
      long keys = jedis.dbSize();
      if (keys > 0 && !overwrite) {
        throw new IllegalStateException(
            "Database 0 at %s holds %d keys. Use an empty one, or allow with --overwrite that keys beginning with account:, counter:, lock:, reading: and stock: are overwritten and deleted."
                .formatted(address, keys));
      }
    }
    return new MeasuredServer(List.of(address), () -> {});
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
    closing.run();
  }
}
