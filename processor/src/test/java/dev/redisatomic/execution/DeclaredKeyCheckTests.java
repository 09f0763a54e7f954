package dev.redisatomic.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import dev.redisatomic.test.Warnings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.RedisTemplate;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.serializer.StringRedisSerializer;

/** A declared key that is another key than the template's guards nothing, and is told. */
@EachServer
class DeclaredKeyCheckTests {

  static class Service {

    @RedisAtomic
    public void one(@Watched("k:{}") String id, Runnable body) {
      body.run();
    }

    @RedisAtomic
    public void two(@Watched("a:{}") String a, @Watched("b:{}") String b, Runnable body) {
      body.run();
    }

    @RedisAtomic(watchReads = false)
    public void unguarded(@Watched("k:{}") String id, Runnable body) {
      body.run();
    }

    @RedisAtomic
    public void outer(Runnable body) {
      body.run();
    }
  }

  private final RedisSetup redis;
  private final Warnings warnings = new Warnings(DeclaredKeyCheck.class);
  @AutoClose private final TestApplication application;
  private final StringRedisTemplate text;
  private final RedisTemplate<Object, Object> java = new RedisTemplate<>();
  private final StringRedisTemplate prefixed;
  private final Service service;

  DeclaredKeyCheckTests(RedisSetup redis) {
    this.redis = redis;
    application = TestApplication.on(redis).withTemplate().start(Service.class);
    service = application.get(Service.class);
    text = application.get(StringRedisTemplate.class);
    RedisConnectionFactory factory = application.get(RedisConnectionFactory.class);
    java.setConnectionFactory(factory);
    java.afterPropertiesSet();
    prefixed = new StringRedisTemplate(factory);
    prefixed.setKeySerializer(
        new StringRedisSerializer() {
          @Override
          public byte[] serialize(@Nullable String key) {
            return super.serialize("app:" + key);
          }
        });
  }

  @BeforeEach
  void empty() {
    redis.flushAll();
  }

  @AfterEach
  void stopListening() {
    warnings.close();
  }

  @Test
  void keysSerializedByJavaAreFoundAtTheFirstCall() {
    service.one("1", () -> java.opsForValue().get("k:1"));
    service.one("2", () -> java.opsForValue().get("k:2"));

    assertThat(warnings.messages()).hasSize(1);
    assertThat(warnings.messages().get(0))
        .contains("Service.one(String, Runnable)")
        .contains("the key 'k:1'")
        .contains("such as '\\xAC\\xED")
        .contains("k:1'.")
        .contains("StringRedisSerializer");
  }

  @Test
  void aPrefixIsFoundInAWriteAndWithoutWatchingReads() {
    service.one("1", () -> prefixed.opsForValue().set("k:1", "secret"));
    service.unguarded("1", () -> prefixed.opsForValue().get("k:1"));

    assertThat(warnings.messages()).hasSize(2).noneMatch(message -> message.contains("secret"));
    assertThat(warnings.messages().get(0)).contains("'k:1'").contains("such as 'app:k:1'");
    assertThat(warnings.messages().get(1)).contains("Service.unguarded(");
  }

  @Test
  void oneOfSeveralTemplatesIsFound() {
    service.two(
        "1",
        "2",
        () -> {
          text.opsForValue().get("a:1");
          prefixed.opsForValue().increment("b:2");
        });

    assertThat(warnings.messages()).hasSize(1);
    assertThat(warnings.messages().get(0)).contains("'b:2'").contains("'app:b:2'");
  }

  @Test
  void itIsFoundInAJoinedMethod() {
    service.outer(() -> service.one("1", () -> prefixed.opsForValue().get("k:1")));

    assertThat(warnings.messages()).hasSize(1);
  }

  @Test
  void anOuterMethodSeesTheKeysOfAJoinedOne() {
    service.two("1", "2", () -> service.one("1", () -> text.opsForValue().get("k:1")));

    assertThat(warnings.messages()).hasSize(1);
    assertThat(warnings.messages().get(0)).contains("Service.two(").contains("such as 'k:1'");
  }

  @Test
  void otherBodiesThatDoNotNameAllKeysAreFine() {
    service.one("1", () -> {});
    service.two("1", "2", () -> text.opsForValue().get("a:1"));
    service.two(
        "1",
        "2",
        () -> {
          text.opsForValue().get("a:1");
          text.opsForValue().get("b:2:lines");
        });
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                service.one(
                    "1",
                    () -> {
                      text.opsForValue().get("other");
                      throw new IllegalStateException("on purpose");
                    }));

    assertThat(warnings.messages()).isEmpty();
  }

  @Test
  void aMethodThatHasNamedItsKeysIsNotLookedAtAgain() {
    service.one("1", () -> text.opsForValue().get("k:1"));
    service.one("2", () -> prefixed.opsForValue().get("k:2"));

    assertThat(warnings.messages()).isEmpty();
  }
}
