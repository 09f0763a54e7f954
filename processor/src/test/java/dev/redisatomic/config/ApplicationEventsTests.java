package dev.redisatomic.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.AtomicOutcome;
import dev.redisatomic.CallEvent;
import dev.redisatomic.test.Bodies;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.context.ApplicationListener;
import org.springframework.context.PayloadApplicationEvent;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

/** {@code redis.atomic.events}. */
@EachServer
class ApplicationEventsTests {

  private final RedisConnectionFactory factory;
  private final StringRedisTemplate redis;
  private final List<CallEvent> published = new ArrayList<>();
  private final ApplicationListener<PayloadApplicationEvent<CallEvent>> listener =
      ApplicationListener.forPayload(published::add);

  ApplicationEventsTests(RedisSetup setup) {
    factory = setup.connectionFactory();
    redis = new StringRedisTemplate(factory);
  }

  @Test
  void aCallIsPublished() throws Exception {
    try (TestApplication application =
        TestApplication.on(factory).property("redis.atomic.events", "true").start(Bodies.class)) {
      application.context().addApplicationListener(listener);

      application.methods().run(() -> redis.opsForValue().set("key", "1"));
    }

    assertThat(published)
        .singleElement()
        .satisfies(event -> assertThat(event.outcome()).isEqualTo(AtomicOutcome.COMMITTED))
        .satisfies(
            event -> assertThat(event.call().method()).isEqualTo("Bodies.run(Action, String[])"));
  }

  @Test
  void nothingIsPublishedUnlessAskedFor() throws Exception {
    try (TestApplication application = TestApplication.on(factory).start(Bodies.class)) {
      application.context().addApplicationListener(listener);

      application.methods().run(() -> redis.opsForValue().set("key", "1"));
    }

    assertThat(published).isEmpty();
  }
}
