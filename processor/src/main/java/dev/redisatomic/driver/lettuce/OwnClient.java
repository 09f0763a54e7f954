package dev.redisatomic.driver.lettuce;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.ClientOptions.DisconnectedBehavior;
import io.lettuce.core.ClientOptions.ReauthenticateBehavior;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SocketOptions.KeepAliveOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import io.netty.util.concurrent.EventExecutor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.StreamSupport;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/**
 * A client with the settings and the event loops of the application's own, whose connections end
 * when they are lost: they neither reconnect nor send anything again.
 */
final class OwnClient {
  private static final Log log = LogFactory.getLog(OwnClient.class);
  private static final Duration SLACK = Duration.ofSeconds(1);

  /** The time that Lettuce by itself gives event loops to shut down. */
  private static final Duration CLOSE_LIMIT = Duration.ofSeconds(2);

  private static final KeepAliveOptions NOTICE =
      KeepAliveOptions.builder()
          .enable()
          .idle(Duration.ofSeconds(5))
          .interval(Duration.ofSeconds(1))
          .count(3)
          .build();

  private final AbstractRedisClient applications;
  private final RedisClient client;
  private final ChannelHooks hooks;
  private final LettuceErrors errors;

  OwnClient(AbstractRedisClient applications, LettuceErrors errors) {
    this.applications = applications;
    this.errors = errors;
    this.hooks = new ChannelHooks(applications.getResources().nettyCustomizer());
    this.client = RedisClient.create(new SharedResources(applications.getResources(), hooks));
    client.setOptions(oneLife(applications.getOptions()));
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

  /**
   * Lets the operating system find out about peers that are gone without a word, for connections on
   * which there may be nothing to say for hours.
   */
  void noticeLostPeers() {
    SocketOptions sockets = options().getSocketOptions();
    if (!sockets.isKeepAlive() || silence(sockets.getKeepAlive()).compareTo(silence(NOTICE)) > 0) {
      client.setOptions(
          options().mutate().socketOptions(sockets.mutate().keepAlive(NOTICE).build()).build());
    }
  }

  /** The time without a word after which a peer counts as gone. */
  private static Duration silence(KeepAliveOptions keepAlive) {
    return keepAlive.getIdle().plus(keepAlive.getInterval().multipliedBy(keepAlive.getCount()));
  }

  boolean isFor(AbstractRedisClient current) {
    return applications == current;
  }

  ClientOptions options() {
    return client.getOptions();
  }

  /** The time to wait for replies; 0 or less: as long as it takes. */
  long timeoutMillis() {
    return errors.factory().getTimeout();
  }

  LettuceErrors errors() {
    return errors;
  }

  RedisClient client() {
    return client;
  }

  /**
   * Refuses to wait on a thread of an event loop, which would have to receive what it waits for.
   */
  void refuseEventLoops() {
    hooks.refuseEventLoops();
  }

  /** Opens a connection to a server. */
  StatefulRedisConnection<byte[], byte[]> connect(RedisURI uri) {
    return opened(() -> client.connectAsync(ByteArrayCodec.INSTANCE, uri));
  }

  /** Waits for a connection. If that ends without one, it is closed when it comes later. */
  @SuppressWarnings("FutureReturnValueIgnored") // of a connection that nobody waits for any more
  <C extends StatefulConnection<?, ?>> C opened(Supplier<? extends CompletionStage<C>> connect) {
    CompletableFuture<C> connecting;
    try {
      connecting = connect.get().toCompletableFuture();
    } catch (RuntimeException e) {
      throw LettuceErrors.noConnection(e);
    }
    boolean connected = false;
    try {
      // before the first connection, the event loops were not known
      refuseEventLoops();
      C connection = await(connecting);
      connected = true;
      return connection;
    } finally {
      if (!connected) {
        connecting.thenAccept(StatefulConnection::closeAsync);
      }
    }
  }

  /**
   * Waits for an answer that is needed before there is a connection. An interrupt does not end it,
   * as it does not end the wait for a reply.
   *
   * @throws org.springframework.data.redis.RedisConnectionFailureException if there is none
   */
  <T> T await(CompletionStage<T> stage) {
    CompletableFuture<T> future = stage.toCompletableFuture();
    long deadline = System.nanoTime() + longest().toNanos();
    boolean interrupted = false;
    try {
      while (true) {
        try {
          return future.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (ExecutionException e) {
      throw LettuceErrors.noConnection(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      throw LettuceErrors.noConnection(new TimeoutException("the event loop does not answer"));
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Lettuce's own limits are shorter: one for each of two connections, and one for a reply. */
  private Duration longest() {
    Duration connect = options().getSocketOptions().getConnectTimeout();
    return connect.multipliedBy(2).plusMillis(timeoutMillis()).plus(SLACK);
  }

  /**
   * Closes all connections, also those in use, and waits for that: else, who ends the event loops
   * next would end them under the connections. An event loop that does not answer, an interrupt,
   * and being on a thread that has to do the closing end the wait, not the closing. Event loops
   * that have been shut down have closed all connections, and would complain.
   */
  void close() {
    if (hooks.isShuttingDown()) {
      return;
    }
    CompletableFuture<Void> closing = client.shutdownAsync(0, 0, TimeUnit.SECONDS);
    if (hooks.isOnEventLoop() || isOnExecutor()) {
      return;
    }
    try {
      closing.get(CLOSE_LIMIT.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      log.debug("The connections of atomic methods may not all be closed yet", e);
    }
  }

  private boolean isOnExecutor() {
    return StreamSupport.stream(
            applications.getResources().eventExecutorGroup().spliterator(), false)
        .anyMatch(EventExecutor::inEventLoop);
  }
}
