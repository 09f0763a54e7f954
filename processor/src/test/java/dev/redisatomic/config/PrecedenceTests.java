package dev.redisatomic.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.RetryPolicy;
import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Results;
import dev.redisatomic.attribute.AtomicAttributeSource;
import dev.redisatomic.execution.AtomicDefinition;
import dev.redisatomic.test.TestApplication;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.EmbeddedValueResolver;

/** Annotation attribute, then named policy, then global property. */
class PrecedenceTests {

  static class Service {
    @RedisAtomic
    public void global() {}

    @RedisAtomic(policy = "patient")
    public void policy() {}

    @RedisAtomic(policy = "partial")
    public void partial() {}

    @RedisAtomic(policy = "patient", maxRetries = 2, timeout = "2s", watchReads = false)
    public void attribute() {}

    @RedisAtomic(maxRetries = 2, maxRetriesString = "${service.retries}")
    public void text() {}

    @RedisAtomic(results = Results.NONE)
    public void blind() {}

    @RedisAtomic(results = Results.NEEDED)
    public void needed() {}

    @RedisAtomic(policy = "patient", maxRetries = 0)
    public void never() {}
  }

  @AutoClose
  private final TestApplication application =
      TestApplication.withoutRedis()
          .property("redis.atomic.max-retries", "1")
          .property("redis.atomic.timeout", "1s")
          .property("redis.atomic.backoff.initial", "3ms")
          .property("redis.atomic.backoff.multiplier", "3")
          .property("redis.atomic.backoff.max", "30ms")
          .property("redis.atomic.policies.patient.max-retries", "100")
          .property("redis.atomic.policies.patient.timeout", "100s")
          .property("redis.atomic.policies.patient.backoff.initial", "4ms")
          .property("redis.atomic.policies.patient.backoff.multiplier", "4")
          .property("redis.atomic.policies.patient.backoff.max", "40ms")
          .property("redis.atomic.policies.partial.backoff.max", "60ms")
          .property("service.retries", "7");

  @BeforeEach
  void start() {
    application.start();
  }

  @Test
  void theGlobalPropertiesHoldWhereNothingElseIsSaid() {
    assertThat(definition("global").retry().policy()).isEqualTo(policy(1, 1, 3));
    assertThat(definition("global").guard().watchReads()).isTrue();
  }

  @Test
  void aNamedPolicyWinsOverTheGlobalProperties() {
    assertThat(definition("policy").retry().policy()).isEqualTo(policy(100, 100, 4));
  }

  @Test
  void whatANamedPolicyLeavesOpenIsGlobal() {
    RetryPolicy partial = definition("partial").retry().policy();

    assertThat(partial.maxRetries()).isEqualTo(1);
    assertThat(partial.timeout()).isEqualTo(Duration.ofSeconds(1));
    assertThat(partial.backoff())
        .isEqualTo(new RetryPolicy.Backoff(Duration.ofMillis(3), 3, Duration.ofMillis(60)));
  }

  @Test
  void anAttributeWinsOverTheNamedPolicy() {
    assertThat(definition("attribute").retry().policy()).isEqualTo(policy(2, 2, 4));
    assertThat(definition("attribute").guard().watchReads()).isFalse();
    assertThat(definition("never").retry().policy().maxRetries()).isZero();
  }

  @Test
  void textWinsOverTheNumber() {
    assertThat(definition("text").retry().policy().maxRetries()).isEqualTo(7);
  }

  @Test
  void theGlobalPropertySwitchesWatchedReadsOffForAll() {
    try (TestApplication off =
        TestApplication.withoutRedis().property("redis.atomic.watch-reads", "false").start()) {
      assertThat(definition(off, "global").guard().watchReads()).isFalse();
    }
  }

  @Test
  void whatTheAnnotationSaysAboutResultsWins() {
    assertThat(definition("global").guard().results()).isSameAs(Results.NEEDED);
    assertThat(definition("blind").guard().results()).isSameAs(Results.NONE);
    try (TestApplication blind =
        TestApplication.withoutRedis().property("redis.atomic.results", "none").start()) {
      assertThat(definition(blind, "global").guard().results()).isSameAs(Results.NONE);
      assertThat(definition(blind, "needed").guard().results()).isSameAs(Results.NEEDED);
    }
  }

  static class Early {
    @RedisAtomic(results = Results.ALL)
    public void all() {}
  }

  private static RetryPolicy policy(long retries, long seconds, int backoff) {
    return new RetryPolicy(
        retries,
        Duration.ofSeconds(seconds),
        new RetryPolicy.Backoff(
            Duration.ofMillis(backoff), backoff, Duration.ofMillis(10L * backoff)));
  }

  private AtomicDefinition definition(String method) {
    return definition(application, method);
  }

  private static AtomicDefinition definition(TestApplication application, String method) {
    EmbeddedValueResolver values =
        new EmbeddedValueResolver(application.context().getBeanFactory());
    try {
      return application
          .get(Definitions.class)
          .of(
              Objects.requireNonNull(
                  new AtomicAttributeSource(values)
                      .find(Service.class.getMethod(method), Service.class)));
    } catch (NoSuchMethodException e) {
      throw new LinkageError(method, e);
    }
  }
}
