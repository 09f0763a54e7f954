package dev.redisatomic.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.test.Await;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import dev.redisatomic.testserver.RedisServer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.event.EventListener;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.SyncTaskExecutor;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.RedisKeyExpiredEvent;
import org.springframework.data.redis.core.RedisKeyValueAdapter;
import org.springframework.data.redis.core.RedisKeyValueAdapter.EnableKeyspaceEvents;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.convert.MappingRedisConverter;
import org.springframework.data.redis.core.mapping.RedisMappingContext;
import org.springframework.data.redis.listener.RedisMessageListenerContainer;
import redis.clients.jedis.Jedis;

/** The listener with which repositories tidy up after entities that expire. */
@EachServer
class MarkerExpiryTests {

  @AutoClose private final RedisServer server;
  @AutoClose private final TestApplication application;
  @AutoClose private final Jedis other;

  MarkerExpiryTests(RedisSetup redis) {
    server = RedisServer.start(redis.server().binary(), "notify-keyspace-events Ex");
    application =
        TestApplication.on(redis, o -> o.port(server.port())).withTemplate().start(Expiry.class);
    other = new Jedis(server.host(), server.port());
  }

  @Configuration(proxyBeanMethods = false)
  static class Expiry {

    final List<String> expired = new CopyOnWriteArrayList<>();

    /** Handles messages one after the other, so that the last one shows what became of all. */
    @Bean
    RedisMessageListenerContainer container(RedisConnectionFactory factory) {
      RedisMessageListenerContainer container = new RedisMessageListenerContainer();
      container.setConnectionFactory(factory);
      container.setTaskExecutor(new SyncTaskExecutor());
      container.setSubscriptionExecutor(new SimpleAsyncTaskExecutor());
      return container;
    }

    @Bean
    RedisKeyValueAdapter adapter(
        StringRedisTemplate template, RedisMessageListenerContainer container) {
      MappingRedisConverter converter = new MappingRedisConverter(new RedisMappingContext());
      converter.afterPropertiesSet();
      RedisKeyValueAdapter adapter = new RedisKeyValueAdapter(template, converter);
      adapter.setMessageListenerContainer(container);
      adapter.setEnableKeyspaceEvents(EnableKeyspaceEvents.ON_STARTUP);
      return adapter;
    }

    @EventListener
    void expired(RedisKeyExpiredEvent<?> event) {
      expired.add(new String(event.getSource(), StandardCharsets.UTF_8));
    }
  }

  @Test
  void aMarkerThatExpiresIsNoEntityToSpringData() {
    Await.until("the listener has subscribed", () -> other.pubsubNumPat() > 0);
    StringRedisTemplate template = application.get(StringRedisTemplate.class);
    application
        .get(RedisAtomicOperations.class)
        .exactlyOnce()
        .execute(
            () -> {
              template.opsForValue().set("written", "yes");
              return true;
            });
    assertThat(other.keys("redis-atomic-*")).hasSize(1);

    expire(other.keys("redis-atomic-*").iterator().next());
    other.set("entity:1", "to see that the listener works");
    expire("entity:1");

    List<String> expired = application.get(Expiry.class).expired;
    Await.until("an entity has expired", () -> !expired.isEmpty());
    assertThat(expired).containsExactly("entity:1");
    assertThat(other.info("commandstats")).as("tidied up once").contains("cmdstat_srem:calls=1,");
  }

  @Test
  void neitherIsACopyThatExpires() {
    Await.until("the listener has subscribed", () -> other.pubsubNumPat() > 0);
    StringRedisTemplate template = application.get(StringRedisTemplate.class);
    application
        .get(RedisAtomicOperations.class)
        .execute(
            () -> {
              template.opsForValue().increment("key");
              String seen = template.opsForValue().get("key");
              expire(other.keys("redis-atomic-*").iterator().next());
              assertThat(template.opsForValue().get("key")).isEqualTo(seen);
              return seen;
            });
    other.set("entity:1", "to see that the listener works");
    expire("entity:1");

    List<String> expired = application.get(Expiry.class).expired;
    Await.until("an entity has expired", () -> !expired.isEmpty());
    assertThat(expired).containsExactly("entity:1");
  }

  private void expire(String key) {
    other.pexpire(key, 1);
    Await.until(key + " has expired", () -> !other.exists(key));
  }
}
