package dev.redisatomic.testing;

import dev.redisatomic.command.Key;
import dev.redisatomic.driver.CommandHandler;
import dev.redisatomic.driver.Driver;
import dev.redisatomic.driver.PinnedConnection;
import org.springframework.data.redis.connection.RedisConnection;

/** A driver in front of the one of the application's client. */
final class InterferingDriver implements Driver {

  private final Driver driver;
  private final Interference interference;

  InterferingDriver(Driver driver, Interference interference) {
    this.driver = driver;
    this.interference = interference;
  }

  @Override
  public Driver forMethod(String method) {
    interference.attemptBegins(method);
    return new OfMethod(driver.forMethod(method), interference, method);
  }

  @Override
  public void probe() {
    driver.probe();
  }

  @Override
  public PinnedConnection open(int slot) {
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

  /** The driver for one attempt. */
  private record OfMethod(Driver driver, Interference interference, String method)
      implements Driver {

    @Override
    public void probe() {
      driver.probe();
    }

    @Override
    public PinnedConnection open(int slot) {
      return new InterferingConnection(driver.open(slot), method, interference);
    }

    @Override
    public int slotOf(Key key) {
      return driver.slotOf(key);
    }

    @Override
    public RedisConnection view(CommandHandler handler) {
      return driver.view(handler);
    }
  }
}
