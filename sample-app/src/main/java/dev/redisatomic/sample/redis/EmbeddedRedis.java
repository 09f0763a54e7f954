package dev.redisatomic.sample.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.function.IntSupplier;
import redis.embedded.core.ExecutableProvider;

/**
 * A Redis server of the application's own, on a free port. As connection details it takes the place
 * of {@code spring.data.redis.*}; as a bean it is stopped with the application, also on Ctrl-C.
 */
final class EmbeddedRedis implements OwnRedis {

  private final RedisProcess server;

  private EmbeddedRedis(RedisProcess server) {
    this.server = server;
  }

  static EmbeddedRedis start() {
    return start(RedisProcess.candidates(), EmbeddedRedis::freePort);
  }

  static EmbeddedRedis start(List<ExecutableProvider> candidates, IntSupplier ports) {
    return new EmbeddedRedis(RedisProcess.start(candidates, ports));
  }

  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Standalone getStandalone() {
    return Standalone.of(RedisProcess.LOOPBACK, server.port());
  }

  @Override
  public void close() {
    server.close();
  }

  @Override
  public String toString() {
    return server.toString();
  }
}
