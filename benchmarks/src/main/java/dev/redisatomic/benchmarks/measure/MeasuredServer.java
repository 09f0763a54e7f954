package dev.redisatomic.benchmarks.measure;

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
 *
 * @param addresses of all masters
 * @param closing stops what was started here
 */
public record MeasuredServer(List<HostAndPort> addresses, Runnable closing)
    implements AutoCloseable {

  /** Starts a server. */
  public static MeasuredServer start() {
    RedisServer server = started(RedisServer::start);
    return new MeasuredServer(List.of(HostAndPort.from(server.address())), server::close);
  }

  /** Starts some masters that share the slots evenly. */
  public static MeasuredServer startCluster(int masters) {
    RedisCluster cluster = started(() -> RedisCluster.start(RedisBinary.find(), masters, 0));
    return new MeasuredServer(
        cluster.addresses().stream().map(HostAndPort::from).toList(), cluster::close);
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

  @Override
  public void close() {
    closing.run();
  }
}
