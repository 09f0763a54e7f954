package dev.redisatomic.sample.redis;

import dev.redisatomic.testserver.RedisServer;

/**
 * A Redis server of the application's own, on a free port. As connection details it takes the place
 * of {@code spring.data.redis.*}; as a bean it is stopped with the application, also on Ctrl-C.
 */
final class EmbeddedRedis implements OwnRedis {

  private final RedisServer server;

  private EmbeddedRedis(RedisServer server) {
    this.server = server;
  }

  static EmbeddedRedis start() {
    return new EmbeddedRedis(RedisServer.start());
  }

  @Override
  public Standalone getStandalone() {
    return Standalone.of(server.host(), server.port());
  }

  @Override
  public void close() {
    server.close();
  }

  @Override
  public String toString() {
    return server.binary().executable().toString();
  }
}
