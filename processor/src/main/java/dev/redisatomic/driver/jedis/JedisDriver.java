package dev.redisatomic.driver.jedis;

import dev.redisatomic.AtomicSetupException;
import dev.redisatomic.command.Command;
import dev.redisatomic.command.ErrorWords;
import dev.redisatomic.command.Key;
import dev.redisatomic.driver.BrokenConnectionException;
import dev.redisatomic.driver.CommandHandler;
import dev.redisatomic.driver.Driver;
import dev.redisatomic.driver.PinnedConnection;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.data.redis.ClusterStateFailureException;
import org.springframework.data.redis.RedisConnectionFailureException;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.jedis.JedisConnection;
import org.springframework.data.redis.connection.jedis.JedisConnectionFactory;
import redis.clients.jedis.CommandObjects;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.exceptions.JedisClusterException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisRedirectionException;

/**
 * Jedis behind the port. Connections come from the factory's own pool, in either of its modes, so
 * database, credentials, client name and TLS are those of the factory.
 */
public final class JedisDriver implements Driver {

  private final JedisConnectionFactory factory;
  private final Topology topology;
  private volatile @Nullable CommandObjects commandObjects;

  /**
   * A driver for one connection factory.
   *
   * @param factory a {@link JedisConnectionFactory} for a single server, Sentinels or a cluster
   * @throws IllegalStateException if it is another kind of factory
   */
  public JedisDriver(RedisConnectionFactory factory) {
    if (!(factory instanceof JedisConnectionFactory jedisFactory)) {
      throw new AtomicSetupException(
          "Atomic methods need a JedisConnectionFactory, but the connection factory is a "
              + factory.getClass().getName()
              + ".",
          "With Spring Boot, set spring.data.redis.client-type=jedis and have"
              + " redis.clients:jedis on the class path.");
    }
    this.factory = jedisFactory;
    this.topology = topology(jedisFactory);
  }

  /**
   * Whether atomic methods on this factory run on a cluster.
   *
   * @param factory any factory
   * @return whether it is a {@link JedisConnectionFactory} for a cluster
   */
  public static boolean leadsToCluster(RedisConnectionFactory factory) {
    return factory instanceof JedisConnectionFactory jedisFactory
        && jedisFactory.isRedisClusterAware();
  }

  private static Topology topology(JedisConnectionFactory factory) {
    if (factory.isRedisClusterAware()) {
      return new ClusterOwners(factory);
    }
    return factory.isRedisSentinelAware() && factory.isUseUnifiedJedis()
        ? new SentinelMaster(factory)
        : new SingleServer(factory);
  }

  @Override
  public JedisPinnedConnection open(int slot) {
    try {
      return topology.open(slot);
    } catch (JedisException | RedisConnectionFailureException e) {
      throw noConnection(e);
    }
  }

  @Override
  public int slotOf(Key key) {
    return topology.slotOf(key);
  }

  @Override
  public void lookAgain(@Nullable PinnedConnection informed) {
    topology.lookAgain(informed instanceof JedisPinnedConnection known ? known.connection() : null);
  }

  /** Jedis and Spring Data report an exhausted pool as wrong usage, and swallow interrupts. */
  private static RuntimeException noConnection(RuntimeException e) {
    Throwable root = NestedExceptionUtils.getMostSpecificCause(e);
    if (root instanceof NoSuchElementException) {
      return new TransientDataAccessResourceException(
          "No connection to Redis: all connections of the pool stayed in use for its max-wait. With"
              + " Boot, spring.data.redis.jedis.pool.max-active and max-wait set them.",
          e);
    }
    if (root instanceof InterruptedException) {
      Thread.currentThread().interrupt();
      return new TransientDataAccessResourceException(
          "No connection to Redis: interrupted while waiting for one of the pool.", e);
    }
    String reason = String.valueOf(root.getMessage());
    String shown = ErrorWords.withoutArguments(reason);
    // a server that does not know HELLO quotes the password with it
    RuntimeException cause = shown.equals(reason) ? e : dataException(root, shown);
    return new RedisConnectionFailureException("No connection to Redis: " + shown, cause);
  }

  @Override
  public RedisConnection view(CommandHandler handler) {
    return new JedisConnection(new HandledClient(handler, commandObjects()));
  }

  /** Depend on the protocol, for the replies' conversions, and only a connection knows that. */
  private CommandObjects commandObjects() {
    CommandObjects known = commandObjects;
    if (known == null) {
      known = new CommandObjects();
      known.setProtocol(protocol());
      commandObjects = known;
    }
    return known;
  }

  private @Nullable RedisProtocol protocol() {
    JedisPinnedConnection pinned = open(NO_SLOT);
    boolean usable = false;
    try {
      requireTransactions(pinned);
      topology.check(pinned);
      usable = true;
      return pinned.protocol();
    } finally {
      if (usable) {
        pinned.release();
      } else {
        pinned.destroy();
      }
    }
  }

  /** A server that refuses MULTI would go on to run each write by itself. */
  private void requireTransactions(JedisPinnedConnection pinned) {
    List<@Nullable Object> replies;
    try {
      replies = pinned.send(List.of(Command.of("MULTI"), Command.of("EXEC")));
    } catch (BrokenConnectionException e) {
      throw translate(e.driverException());
    }
    for (Object reply : replies) {
      if (reply instanceof RuntimeException refusal) {
        throw refused(refusal);
      }
    }
  }

  private static RuntimeException refused(RuntimeException refusal) {
    String message = String.valueOf(refusal.getMessage());
    if (message.contains("NOPERM") || message.contains("unknown command")) {
      return new InvalidDataAccessApiUsageException(
          "Redis refuses transactions to this user, so no atomic method can run; it needs WATCH,"
              + " UNWATCH, MULTI and EXEC (ACL category @transaction): "
              + message,
          refusal);
    }
    return new RedisConnectionFailureException(
        "Redis cannot run a transaction now: " + message, refusal);
  }

  @Override
  public RuntimeException reworded(RuntimeException error, String message) {
    // the subclasses say where to go, or what is not permitted
    return error.getClass() == JedisDataException.class ? dataException(error, message) : error;
  }

  private static JedisDataException dataException(Throwable original, String message) {
    JedisDataException exception = new JedisDataException(message);
    exception.setStackTrace(original.getStackTrace());
    return exception;
  }

  @Override
  public RuntimeException translate(RuntimeException exception) {
    if (exception instanceof JedisRedirectionException
        || exception instanceof JedisClusterException
        || String.valueOf(exception.getMessage()).startsWith("TRYAGAIN ")) {
      return new ClusterStateFailureException(
          "The cluster did not take it where it was sent; nothing was applied: "
              + exception.getMessage(),
          exception);
    }
    DataAccessException translated = factory.translateExceptionIfPossible(exception);
    return translated == null ? exception : translated;
  }
}
