package dev.redisatomic.driver.lettuce;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.ClientOptions.ReauthenticateBehavior;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/**
 * A client with the address, the settings and the event loops of the application's own, whose
 * connections end when they are lost: they neither reconnect nor send anything again.
 */
final class OwnClient {
  private static final Duration SLACK = Duration.ofSeconds(1);

  private final AbstractRedisClient applications;
  private final RedisClient client;
  private final RedisURI uri;
  private final ChannelHooks hooks;
  private final LettuceErrors errors;
  private final ConnectionPool pool;

  private OwnClient(
      AbstractRedisClient applications, RedisURI uri, LettuceErrors errors, PoolLimits limits) {
    this.applications = applications;
    this.uri = uri;
    this.errors = errors;
    this.hooks = new ChannelHooks(applications.getResources().nettyCustomizer());
    this.client = RedisClient.create(new SharedResources(applications.getResources(), hooks), uri);
    client.setOptions(oneLife(applications.getOptions()));
    this.pool = new ConnectionPool(limits, this::connect);
  }

  /**
   * A copy of the application's client.
   *
   * @throws dev.redisatomic.AtomicSetupException if it does not lead to a single server
   */
  static OwnClient of(
      AbstractRedisClient applications, LettuceConnectionFactory factory, LettuceErrors errors) {
    return new OwnClient(applications, Refused.uri(applications), errors, PoolLimits.of(factory));
  }

  /** The application's options for connections that have one life, and a deadline of ours. */
  private static ClientOptions oneLife(ClientOptions options) {
    return options
        .mutate()
        .autoReconnect(false)
        .disconnectedBehavior(DisconnectedBehavior.REJECT_COMMANDS)
        .requestQueueSize(Integer.MAX_VALUE)
        .timeoutOptions(TimeoutOptions.create())
        .maintNotificationsConfig(MaintNotificationsConfig.disabled())
        .reauthenticateBehavior(ReauthenticateBehavior.DEFAULT)
        .build();
  }

  boolean isFor(AbstractRedisClient current) {
    return applications == current;
  }

  ClientOptions options() {
    return client.getOptions();
  }

  LettuceErrors errors() {
    return errors;
  }

  ConnectionPool pool() {
    return pool;
  }

  /** Waiting on a thread that has to receive what is waited for would never end. */
  void refuseEventLoops() {
    hooks.refuseEventLoops();
  }

  @SuppressWarnings("FutureReturnValueIgnored") // of a connection that nobody waits for any more
  private StatefulRedisConnection<byte[], byte[]> connect() {
    CompletableFuture<StatefulRedisConnection<byte[], byte[]>> connecting;
    try {
      connecting = client.connectAsync(ByteArrayCodec.INSTANCE, uri).toCompletableFuture();
    } catch (RuntimeException e) {
      throw LettuceErrors.noConnection(e);
    }
    boolean connected = false;
    try {
      // before the first connection, the event loops were not known
      refuseEventLoops();
      StatefulRedisConnection<byte[], byte[]> connection = await(connecting);
      connected = true;
      return connection;
    } catch (ExecutionException e) {
      throw LettuceErrors.noConnection(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw LettuceErrors.noConnection(new TimeoutException("the event loop does not answer"));
    } finally {
      if (!connected) {
        connecting.thenAccept(ConnectionPool::close);
      }
    }
  }

  /** An interrupt does not end it, as it does not end the wait for a reply. */
  private <T> T await(CompletableFuture<T> future) throws ExecutionException, TimeoutException {
    Duration longest =
        options().getSocketOptions().getConnectTimeout().plus(uri.getTimeout()).plus(SLACK);
    long deadline = System.nanoTime() + longest.toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * Closes all connections, also those in use, without waiting for that. Event loops that have been
   * shut down have closed them, and would complain.
   */
  @SuppressWarnings("FutureReturnValueIgnored")
  void close() {
    pool.end();
    if (!hooks.isShuttingDown()) {
      client.shutdownAsync(0, 0, TimeUnit.SECONDS);
    }
  }
}
