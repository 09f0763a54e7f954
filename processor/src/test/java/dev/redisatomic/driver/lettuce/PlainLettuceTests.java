package dev.redisatomic.driver.lettuce;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.test.Await;
import dev.redisatomic.test.ClientMode;
import dev.redisatomic.test.CuttingProxy;
import dev.redisatomic.test.CuttingProxy.Way;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.TransactionResult;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessException;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.RedisOperations;
import org.springframework.data.redis.core.SessionCallback;
import org.springframework.data.redis.core.StringRedisTemplate;

/**
 * What Lettuce's connections do to transactions by reconnecting, as documented in drivers.md. If
 * one of these fails on a later Lettuce, the driver's second client may have lost a reason.
 */
@EachServer(modes = ClientMode.LETTUCE)
class PlainLettuceTests {
  private final RedisSetup redis;
  private final LettuceSetUp lettuce = new LettuceSetUp();
  private CuttingProxy proxy;
  private LettuceConnectionFactory factory;

  PlainLettuceTests(RedisSetup redis) {
    this.redis = redis;
  }

  @BeforeEach
  void start() {
    redis.flushAll();
    proxy = new CuttingProxy(redis.server());
    factory =
        lettuce.factory(new RedisStandaloneConfiguration(redis.server().host(), proxy.port()));
  }

  @AfterEach
  void close() {
    lettuce.close();
    proxy.close();
  }

  @Test
  void aTransactionWhoseReplyIsLostIsAppliedTwice() throws Exception {
    try (StatefulRedisConnection<String, String> connection =
        ((RedisClient) factory.getRequiredNativeClient()).connect(StringCodec.UTF8)) {
      RedisAsyncCommands<String, String> commands = connection.async();
      commands.ping().get();
      connection.setAutoFlushCommands(false);
      proxy.mark();
      proxy.cutAfter(Way.TO_CLIENT, 0);

      RedisFuture<String> multi = commands.multi();
      RedisFuture<Long> incremented = commands.incr("counter");
      RedisFuture<TransactionResult> exec = commands.exec();
      connection.flushCommands();

      assertThat(exec.get().wasDiscarded()).isFalse();
      assertThat(multi.get()).isEqualTo("OK");
      assertThat(incremented.get()).isEqualTo(2L);
    }
    assertThat(redis.other().get("counter")).isEqualTo("2");
  }

  @Test
  void aWatchIsForgottenAndAnUpdateLost() {
    redis.other().set("stock", "10");
    StringRedisTemplate template = new StringRedisTemplate(factory);

    List<Object> committed =
        template.execute(
            new SessionCallback<List<Object>>() {
              @Override
              @SuppressWarnings("unchecked")
              public <K, V> List<Object> execute(RedisOperations<K, V> operations)
                  throws DataAccessException {
                RedisOperations<String, String> session =
                    (RedisOperations<String, String>) operations;
                session.watch("stock");
                int stock = Integer.parseInt(String.valueOf(session.opsForValue().get("stock")));
                int connections = lettuce.connections();
                proxy.cutAll();
                redis.other().set("stock", "5");
                Await.until("Lettuce has reconnected", () -> lettuce.connections() > connections);
                session.multi();
                session.opsForValue().set("stock", String.valueOf(stock - 1));
                return session.exec();
              }
            });

    assertThat(committed).hasSize(1);
    assertThat(redis.other().get("stock")).isEqualTo("9");
  }
}
