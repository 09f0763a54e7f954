package dev.redisatomic.test;

import dev.redisatomic.command.Key;
import dev.redisatomic.driver.CommandHandler;
import dev.redisatomic.driver.Driver;
import dev.redisatomic.driver.DriverProvider;
import dev.redisatomic.driver.PinnedConnection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.RedisConnectionFactory;

/** A provider in front of another one: notes for which methods connections are opened. */
public final class NotedMethods implements DriverProvider {

  private final DriverProvider provider;
  private final List<String> opened = new CopyOnWriteArrayList<>();

  public NotedMethods(DriverProvider provider) {
    this.provider = provider;
  }

  /** One name for each connection; {@code null} in words where there was none. */
  public List<String> opened() {
    return opened;
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
    return new NotingDriver(provider.create(factory), null);
  }

  private final class NotingDriver implements Driver {
    private final Driver driver;
    private final @Nullable String method;

    NotingDriver(Driver driver, @Nullable String method) {
      this.driver = driver;
      this.method = method;
    }

    @Override
    public Driver forMethod(String name) {
      return new NotingDriver(driver.forMethod(name), name);
    }

    @Override
    public void probe() {
      driver.probe();
    }

    @Override
    public PinnedConnection open(int slot) {
      opened.add(String.valueOf(method));
      return driver.open(slot);
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
}
