package dev.redisatomic.test;

import dev.redisatomic.command.Command;
import dev.redisatomic.command.Key;
import dev.redisatomic.driver.CommandHandler;
import dev.redisatomic.driver.Driver;
import dev.redisatomic.driver.DriverProvider;
import dev.redisatomic.driver.PinnedConnection;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** A provider in front of another one: connections that are given back throw an Error, if asked. */
public final class FailingRelease implements DriverProvider {

  private final DriverProvider provider;
  private final AtomicBoolean failing = new AtomicBoolean();

  public FailingRelease(DriverProvider provider) {
    this.provider = provider;
  }

  /** Has the next connection that is given back, or closed, throw once that is done. */
  public void failNext() {
    failing.set(true);
  }

  private void failIfAsked() {
    if (failing.compareAndSet(true, false)) {
      throw new OutOfMemoryError("No memory while a connection was given back");
    }
  }

  @Override
  public String dependency() {
    return provider.dependency();
  }

  @Override
  public String clientType() {
    return provider.clientType();
  }

  @Override
  public boolean isAvailable(@Nullable ClassLoader classLoader) {
    return provider.isAvailable(classLoader);
  }

  @Override
  public boolean supports(RedisConnectionFactory factory) {
    return provider.supports(factory);
  }

  @Override
  public boolean leadsToCluster(RedisConnectionFactory factory) {
    return provider.leadsToCluster(factory);
  }

  @Override
  public Driver create(RedisConnectionFactory factory) {
    return new FailingDriver(provider.create(factory));
  }

  private final class FailingDriver implements Driver {
    private final Driver driver;

    FailingDriver(Driver driver) {
      this.driver = driver;
    }

    @Override
    public void probe() {
      driver.probe();
    }

    @Override
    public PinnedConnection open(int slot) {
      return new FailingConnection(driver.open(slot));
    }

    @Override
    public int slotOf(Key key) {
      return driver.slotOf(key);
    }

    @Override
    public RedisConnection view(CommandHandler handler) {
      return driver.view(handler);
    }

    @Override
    public void close() {
      driver.close();
    }
  }

  private final class FailingConnection implements PinnedConnection {
    private final PinnedConnection connection;

    FailingConnection(PinnedConnection connection) {
      this.connection = connection;
    }

    @Override
    public List<@Nullable Object> send(List<? extends Command> commands) {
      return connection.send(commands);
    }

    @Override
    public void release() {
      connection.release();
      failIfAsked();
    }

    @Override
    public void destroy() {
      connection.destroy();
      failIfAsked();
    }
  }
}
