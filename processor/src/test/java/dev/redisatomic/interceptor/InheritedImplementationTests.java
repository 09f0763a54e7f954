package dev.redisatomic.interceptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.redis.core.StringRedisTemplate;

/** A class that implements an annotated interface with what it inherits. */
@EachServer
class InheritedImplementationTests {

  interface Counter {
    @RedisAtomic
    boolean hit(@Watched("version:{}") String page);
  }

  interface GenericCounter<T> {
    @RedisAtomic
    boolean hit(@Watched("version:{}") T page);
  }

  @RedisAtomic
  interface AnnotatedCounter {
    boolean hit(@Watched("version:{}") String page);
  }

  interface OnlyWatched {
    boolean hit(@Watched("version:{}") String page);
  }

  /** Knows none of them. */
  static class Base {
    private final StringRedisTemplate redis;
    private final RedisSetup setup;
    private int runs;

    Base(StringRedisTemplate redis, RedisSetup setup) {
      this.redis = redis;
      this.setup = setup;
    }

    public boolean hit(String page) {
      if (++runs == 1 && AtomicContext.isActive()) {
        redis.opsForValue().get("unrelated");
        setup.other().incr("version:" + page);
      }
      redis.opsForValue().increment("hits:" + page);
      return AtomicContext.isActive() && runs == 2;
    }
  }

  static class Plain extends Base implements Counter {
    Plain(StringRedisTemplate redis, RedisSetup setup) {
      super(redis, setup);
    }
  }

  static class Generic extends Base implements GenericCounter<String> {
    Generic(StringRedisTemplate redis, RedisSetup setup) {
      super(redis, setup);
    }
  }

  static class ByType extends Base implements AnnotatedCounter {
    ByType(StringRedisTemplate redis, RedisSetup setup) {
      super(redis, setup);
    }
  }

  static class Deeper extends Plain {
    Deeper(StringRedisTemplate redis, RedisSetup setup) {
      super(redis, setup);
    }
  }

  static class InVain extends Base implements OnlyWatched {
    InVain(StringRedisTemplate redis, RedisSetup setup) {
      super(redis, setup);
    }
  }

  private final RedisSetup redis;
  @AutoClose private final TestApplication application;

  InheritedImplementationTests(RedisSetup redis) {
    this.redis = redis;
    application = TestApplication.on(redis).withTemplate().singleton("setup", redis);
  }

  @BeforeEach
  void empty() {
    redis.flushAll();
  }

  @ParameterizedTest
  @ValueSource(classes = {Plain.class, Generic.class, ByType.class, Deeper.class})
  void aProxyOfTheJdk(Class<?> bean) {
    check(application.start(bean), bean);
  }

  @ParameterizedTest
  @ValueSource(classes = {Plain.class, Generic.class, ByType.class, Deeper.class})
  void aClassProxy(Class<?> bean) {
    check(application.start(ProxyKindsTests.ClassProxies.class, bean), bean);
    assertThat(application.context().getBean(bean)).isInstanceOf(Base.class);
  }

  /** The second run shows that the declared key was watched. */
  private void check(TestApplication started, Class<?> bean) {
    Object made = started.context().getBean("inheritedImplementationTests." + bean.getSimpleName());
    boolean again =
        made instanceof Counter counter
            ? counter.hit("home")
            : made instanceof AnnotatedCounter annotated
                ? annotated.hit("home")
                : hit((GenericCounter<?>) made);

    assertThat(again).isTrue();
    assertThat(redis.other().get("hits:home")).isEqualTo("1");
  }

  @SuppressWarnings("unchecked")
  private static boolean hit(GenericCounter<?> counter) {
    return ((GenericCounter<String>) counter).hit("home");
  }

  @Test
  void watchedParametersWithoutEffectAreRefused() {
    assertThatThrownBy(() -> application.start(InVain.class))
        .hasMessageContaining("parameter 'page' of InVain.hit(String)");
  }
}
