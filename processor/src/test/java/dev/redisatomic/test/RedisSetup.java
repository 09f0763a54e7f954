package dev.redisatomic.test;

import dev.redisatomic.testserver.RedisServer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;

/**
 * One server and one client mode: what a test class of {@link EachServer} gets its connections
 * from. Everything that it handed out is closed after the class.
 */
public final class RedisSetup implements AutoCloseable {

  private final RedisServer server;
  private final ClientMode mode;
  private final Deque<Runnable> closings = new ArrayDeque<>();
  private @Nullable UnifiedJedis other;
  private @Nullable Jedis admin;

  public RedisSetup(RedisServer server, ClientMode mode) {
    this.server = server;
    this.mode = mode;
  }

  public RedisServer server() {
    return server;
  }

  public ClientMode mode() {
    return mode;
  }

  /** A started factory with a pool of eight. */
  public RedisConnectionFactory connectionFactory() {
    return connectionFactory(options -> {});
  }

  /** A started factory, as in {@code connectionFactory(o -> o.poolOfOne().database(3))}. */
  public synchronized RedisConnectionFactory connectionFactory(
      Consumer<ConnectionOptions> settings) {
    ConnectionOptions options = new ConnectionOptions(server);
    settings.accept(options);
    RedisConnectionFactory factory = options.start(mode);
    closings.push(() -> ConnectionOptions.stop(factory));
    return factory;
  }

  /** A second client, in database 0, to make conflicts and to look at results; any thread. */
  public synchronized UnifiedJedis other() {
    if (other == null) {
      other = RedisClient.create(server.host(), server.port());
      closings.push(other::close);
    }
    return other;
  }

  /** A single connection, to inspect the server with (CLIENT LIST, CONFIG); one thread. */
  public synchronized Jedis admin() {
    if (admin == null) {
      admin = new Jedis(server.host(), server.port());
      closings.push(admin::close);
    }
    return admin;
  }

  /** All databases. */
  public void flushAll() {
    other().flushAll();
  }

  @Override
  public synchronized void close() {
    while (!closings.isEmpty()) {
      closings.pop().run();
    }
  }

  /** The display name of a test class run, such as "PATH 7.0.15, RedisClient". */
  @Override
  public String toString() {
    return server.binary() + ", " + mode;
  }
}
