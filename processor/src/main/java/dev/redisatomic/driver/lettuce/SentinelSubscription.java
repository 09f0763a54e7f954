package dev.redisatomic.driver.lettuce;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisConnectionException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisURI;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.RedisPubSubListener;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

/** Listens to one Sentinel, and begins again a second after that has ended. */
@SuppressWarnings("FutureReturnValueIgnored") // all that follows is in their callbacks
final class SentinelSubscription {
  private static final Log log = LogFactory.getLog(SentinelSubscription.class);
  private static final String CHANNEL = "+switch-master";
  private static final long PAUSE_SECONDS = 1;

  private final RedisClient client;
  private final RedisURI sentinel;
  private final Events events;
  private volatile boolean closed;
  private volatile boolean refused;

  /** Receives what happens, on event loops. */
  interface Events {
    void heard(SentinelSubscription subscription);

    void lost(SentinelSubscription subscription);

    void told(String message);
  }

  SentinelSubscription(RedisClient client, RedisURI sentinel, Events events) {
    this.client = client;
    this.sentinel = sentinel;
    this.events = events;
  }

  void begin() {
    if (closed) {
      return;
    }
    try {
      client
          .connectPubSubAsync(StringCodec.UTF8, sentinel)
          .whenComplete(
              (connection, failure) -> {
                if (connection == null) {
                  beginAgain(failure);
                } else if (closed) {
                  connection.closeAsync();
                } else {
                  new Life(connection).begin();
                }
              });
    } catch (RuntimeException e) {
      beginAgain(e);
    }
  }

  private void beginAgain(Throwable reason) {
    if (closed) {
      return;
    }
    tell(reason);
    try {
      client
          .getResources()
          .eventExecutorGroup()
          .schedule(this::begin, PAUSE_SECONDS, TimeUnit.SECONDS);
    } catch (RejectedExecutionException e) {
      log.debug("Not listening to the Sentinel " + sentinel + " any more", e);
    }
  }

  /** Warns of a refusal, which somebody has to change; a lost connection comes back by itself. */
  private void tell(Throwable reason) {
    if (reason instanceof RedisCommandExecutionException && !refused) {
      refused = true;
      log.warn(
          "The Sentinel "
              + sentinel
              + " cannot be listened to for "
              + CHANNEL
              + ". While that is so of all Sentinels, each attempt of an atomic method asks one for"
              + " the master first. Give the user SUBSCRIBE on that channel: "
              + reason.getMessage());
    } else {
      log.debug("Not listening to the Sentinel " + sentinel + " for a second", reason);
    }
  }

  void close() {
    closed = true;
  }

  /** The life of a connection; its end comes once. */
  private final class Life extends RedisPubSubAdapter<String, String>
      implements RedisConnectionStateListener {
    private final StatefulRedisPubSubConnection<String, String> connection;
    private boolean heard;
    private boolean ended;

    Life(StatefulRedisPubSubConnection<String, String> connection) {
      this.connection = connection;
    }

    void begin() {
      connection.addListener((RedisConnectionStateListener) this);
      connection.addListener((RedisPubSubListener<String, String>) this);
      connection
          .async()
          .subscribe(CHANNEL)
          .whenComplete(
              (subscribed, failure) -> {
                if (failure == null) {
                  heard();
                } else {
                  end(failure);
                }
              });
    }

    private synchronized void heard() {
      if (!ended) {
        heard = true;
        events.heard(SentinelSubscription.this);
      }
    }

    private synchronized void end(Throwable reason) {
      if (!ended) {
        ended = true;
        if (heard) {
          events.lost(SentinelSubscription.this);
        }
        connection.closeAsync();
        beginAgain(reason);
      }
    }

    @Override
    public void message(String channel, String message) {
      events.told(message);
    }

    @Override
    public void onRedisDisconnected(RedisChannelHandler<?, ?> lost) {
      end(new RedisConnectionException("the connection was lost"));
    }
  }
}
