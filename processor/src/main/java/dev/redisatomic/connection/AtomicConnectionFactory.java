package dev.redisatomic.connection;

import dev.redisatomic.command.CommandCatalog;
import dev.redisatomic.command.Key;
import dev.redisatomic.driver.Driver;
import org.jspecify.annotations.Nullable;
import org.springframework.core.InfrastructureProxy;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisClusterConnection;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.connection.RedisSentinelConnection;
import org.springframework.data.redis.core.RedisConnectionUtils;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * A connection factory that atomic methods run on, with its driver; and the one place where a
 * connection is bound to the thread, so that every template and repository on the factory uses it.
 */
public final class AtomicConnectionFactory {

  private final RedisConnectionFactory factory;
  private final Driver driver;
  private final Views views;
  private final CommandCatalog catalog;

  /** The key under which a thread remembers what is bound, until it is unbound here. */
  private final Object binding;

  /**
   * Adds what atomic methods need to a connection factory.
   *
   * @param factory the factory that the application's templates use
   * @param driver the driver for it
   */
  public AtomicConnectionFactory(RedisConnectionFactory factory, Driver driver) {
    this(factory, driver, new Views(driver), new CommandCatalog(), new Object());
  }

  private AtomicConnectionFactory(
      RedisConnectionFactory factory,
      Driver driver,
      Views views,
      CommandCatalog catalog,
      Object binding) {
    this.factory = factory;
    this.driver = driver;
    this.views = views;
    this.catalog = catalog;
    this.binding = binding;
  }

  /**
   * The same connection factory through another driver.
   *
   * @param other behaves as the factory's own driver does
   * @return one that knows about commands what this one does
   */
  public AtomicConnectionFactory through(Driver other) {
    return new AtomicConnectionFactory(factory, other, views, catalog, binding);
  }

  /**
   * The same connection factory for one attempt of an atomic method.
   *
   * @param method the name of the method
   * @return this one, unless the driver makes a difference between methods
   */
  public AtomicConnectionFactory forMethod(String method) {
    Driver own = driver.forMethod(method);
    return own == driver ? this : through(own);
  }

  /**
   * The slot of a key.
   *
   * @param key the key
   * @return what {@link Driver#slotOf} says
   */
  public int slotOf(Key key) {
    return driver.slotOf(key);
  }

  /**
   * The driver.
   *
   * @return the driver
   */
  public Driver driver() {
    return driver;
  }

  /**
   * The connections that the commands of bodies go through.
   *
   * @return the driver's views
   */
  public Views views() {
    return views;
  }

  /**
   * The knowledge about the commands of its servers.
   *
   * @return the catalog
   */
  public CommandCatalog catalog() {
    return catalog;
  }

  /**
   * Whether a connection of the factory is bound to this thread.
   *
   * @return whether templates on the factory would use a bound connection
   */
  public boolean isBound() {
    return TransactionSynchronizationManager.hasResource(factory);
  }

  /**
   * Makes templates on the factory use this connection on this thread.
   *
   * @param connection the connection
   */
  public void bind(RedisConnection connection) {
    RedisConnectionUtils.bindConnection(new BoundFactory(factory, connection));
    TransactionSynchronizationManager.bindResource(binding, connection);
  }

  /**
   * Binds the connection again if somebody else than {@link #unbind} has unbound it. {@code
   * RedisConnectionUtils.releaseConnection(factory.getConnection(), factory)}, the way in which
   * Spring's own code closes connections, does that whichever connection it is given.
   */
  public void keepBound() {
    if (TransactionSynchronizationManager.getResource(binding) instanceof RedisConnection bound
        && !isBound()) {
      RedisConnectionUtils.bindConnection(new BoundFactory(factory, bound));
    }
  }

  /**
   * Ends {@link #bind}. Not through {@link RedisConnectionUtils}, which counts users and keeps the
   * connection bound while a cursor has not been closed.
   */
  public void unbind() {
    TransactionSynchronizationManager.unbindResourceIfPossible(binding);
    TransactionSynchronizationManager.unbindResourceIfPossible(factory);
  }

  /** Binds its connection under the key of the real factory: the wrapped object is the key. */
  private record BoundFactory(RedisConnectionFactory factory, RedisConnection connection)
      implements RedisConnectionFactory, InfrastructureProxy {

    @Override
    public Object getWrappedObject() {
      return factory;
    }

    @Override
    public RedisConnection getConnection() {
      return connection;
    }

    @Override
    public RedisClusterConnection getClusterConnection() {
      return factory.getClusterConnection();
    }

    @Override
    public boolean getConvertPipelineAndTxResults() {
      return factory.getConvertPipelineAndTxResults();
    }

    @Override
    public RedisSentinelConnection getSentinelConnection() {
      return factory.getSentinelConnection();
    }

    @Override
    public @Nullable DataAccessException translateExceptionIfPossible(RuntimeException exception) {
      return factory.translateExceptionIfPossible(exception);
    }
  }
}
