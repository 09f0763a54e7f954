package dev.redisatomic.driver.lettuce;

import dev.redisatomic.command.Key;
import dev.redisatomic.driver.CommandHandler;
import dev.redisatomic.driver.Driver;
import dev.redisatomic.driver.PinnedConnection;
import dev.redisatomic.driver.TransactionCheck;
import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.cluster.SlotHash;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnection;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * Lettuce behind the port. The application's own connections reconnect and send again what was
 * lost, which would break transactions; so connections come from a client of the driver's own, with
 * the application's settings and event loops.
 */
public final class LettuceDriver implements Driver {
  private final LettuceConnectionFactory factory;
  private final LettuceErrors errors;
  private final Object lock = new Object();
  private volatile @Nullable Topology topology;
  private volatile boolean probed;

  /**
   * Makes a driver for one connection factory.
   *
   * @param factory leads to a single server, to Sentinels or to a cluster
   * @throws dev.redisatomic.AtomicSetupException if it leads elsewhere
   */
  public LettuceDriver(LettuceConnectionFactory factory) {
    Refused.unlessKnown(factory);
    this.factory = factory;
    this.errors = new LettuceErrors(factory);
  }

  @Override
  public PinnedConnection open(int slot) {
    Topology current = topology();
    current.client().refuseEventLoops();
    return current.open(slot);
  }

  /** The factory may have been stopped and started since the last time, with another client. */
  private Topology topology() {
    AbstractRedisClient applications = factory.getRequiredNativeClient();
    Topology current = topology;
    return current != null && current.client().isFor(applications)
        ? current
        : renewed(applications);
  }

  private Topology renewed(AbstractRedisClient applications) {
    synchronized (lock) {
      Topology current = topology;
      if (current == null || !current.client().isFor(applications)) {
        Topology next = Topology.of(applications, factory, errors);
        topology = next;
        if (current != null) {
          current.close();
        }
        current = next;
      }
      return current;
    }
  }

  @Override
  public int slotOf(Key key) {
    return factory.isClusterAware() ? SlotHash.getSlot(key.bytes()) : NO_SLOT;
  }

  @Override
  public void probe() {
    if (!probed) {
      TransactionCheck.run(open(NO_SLOT), pinned -> {});
      probed = true;
    }
  }

  @Override
  public RedisConnection view(CommandHandler handler) {
    HandledConnection handled = new HandledConnection(handler, () -> topology().client().options());
    return new LettuceConnection(handled, handled.provider(), 0, 0);
  }

  /** Connections that are opened later come from a new client. */
  @Override
  public void close() {
    synchronized (lock) {
      Topology current = topology;
      topology = null;
      if (current != null) {
        current.close();
      }
    }
  }
}
