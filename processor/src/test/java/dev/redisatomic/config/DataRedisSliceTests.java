package dev.redisatomic.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.data.redis.test.autoconfigure.DataRedisTest;
import org.springframework.context.annotation.Import;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.TestContextManager;
import org.springframework.test.context.bean.override.mockito.MockitoBean;
import org.springframework.test.context.bean.override.mockito.MockitoSpyBean;

/** What Boot's test slice for Redis starts is atomic, too. */
@EachServer
class DataRedisSliceTests {

  /** Has an interface, but is asked for by its class. */
  interface Hits {
    boolean hit(String page);
  }

  static class Counter implements Hits {
    private final StringRedisTemplate redis;

    Counter(StringRedisTemplate redis) {
      this.redis = redis;
    }

    @RedisAtomic
    @Override
    public boolean hit(@Watched("hits:{}") String page) {
      redis.opsForValue().increment("hits:" + page);
      return AtomicContext.isActive();
    }
  }

  @SpringBootConfiguration
  @EnableAutoConfiguration
  static class Application {}

  @DataRedisTest
  @ContextConfiguration(classes = Application.class)
  @Import(Counter.class)
  static class Slice {
    @Autowired Counter counter;
  }

  @DataRedisTest
  @ContextConfiguration(classes = Application.class)
  @Import(Counter.class)
  static class WithSpy {
    @MockitoSpyBean Counter counter;
  }

  @DataRedisTest
  @ContextConfiguration(classes = Application.class)
  @Import(Counter.class)
  static class WithMock {
    @MockitoBean Counter counter;
  }

  private final RedisSetup redis;

  DataRedisSliceTests(RedisSetup redis) {
    this.redis = redis;
  }

  /** Prepares a test instance as the extension for JUnit does, and hits the counter. */
  private <T> boolean hit(T test, Function<T, Counter> counter) throws Exception {
    redis.flushAll();
    Map<String, String> properties =
        Map.of(
            "spring.data.redis.host", redis.server().host(),
            "spring.data.redis.port", Integer.toString(redis.server().port()),
            "spring.data.redis.client-type", redis.mode().provider().clientType());
    properties.forEach(System::setProperty);
    TestContextManager manager = new TestContextManager(test.getClass());
    try {
      manager.prepareTestInstance(test);
      return counter.apply(test).hit("home");
    } finally {
      manager.getTestContext().markApplicationContextDirty(null);
      properties.keySet().forEach(System::clearProperty);
    }
  }

  @Test
  void anImportedService() throws Exception {
    assertThat(hit(new Slice(), test -> test.counter)).isTrue();
    assertThat(redis.other().get("hits:home")).isEqualTo("1");
  }

  @Test
  void aSpy() throws Exception {
    assertThat(hit(new WithSpy(), test -> test.counter)).isTrue();
    assertThat(redis.other().get("hits:home")).isEqualTo("1");
  }

  @Test
  void aMock() throws Exception {
    assertThat(hit(new WithMock(), test -> test.counter)).isFalse();
    assertThat(redis.other().exists("hits:home")).isFalse();
  }
}
