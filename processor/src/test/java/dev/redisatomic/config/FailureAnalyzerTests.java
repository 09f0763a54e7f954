package dev.redisatomic.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.io.support.SpringFactoriesLoader;

/** What Boot prints when an application with a wrong set-up does not start. */
class FailureAnalyzerTests {

  private final ApplicationContextRunner boot =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  RedisAtomicAutoConfiguration.class, DataRedisAutoConfiguration.class));

  static class Fine {
    @RedisAtomic
    public void run() {}
  }

  static class Constant {
    @RedisAtomic
    public void run(@Watched("key") String id) {}
  }

  private static FailureAnalysis analysis(@Nullable Throwable failure) {
    // some of Boot's own need arguments
    return SpringFactoriesLoader.forDefaultResourceLocation()
        .load(FailureAnalyzer.class, (type, name, notMade) -> {})
        .stream()
        .filter(analyzer -> analyzer.getClass().getName().startsWith("dev.redisatomic."))
        .flatMap(analyzer -> Stream.ofNullable(analyzer.analyze(Objects.requireNonNull(failure))))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void anIllegalProperty() {
    boot.withPropertyValues("redis.atomic.max-retries=-1")
        .run(
            context -> {
              FailureAnalysis analysis = analysis(context.getStartupFailure());
              assertThat(analysis.getDescription())
                  .isEqualTo(
                      "The property redis.atomic.max-retries is '-1', but must be a whole number of"
                          + " 0 or more, at most 9223372036854775807.");
              assertThat(analysis.getAction()).isEqualTo("Correct the property, or remove it.");
            });
  }

  @Test
  void anIllegalAnnotation() {
    boot.withBean(Constant.class)
        .run(
            context -> {
              FailureAnalysis analysis = analysis(context.getStartupFailure());
              assertThat(analysis.getDescription())
                  .isEqualTo(
                      "parameter 'id' of Constant.run(String): the key template \"key\" does not use"
                          + " the argument.");
              assertThat(analysis.getAction()).startsWith("Put {} where it belongs");
            });
  }

  @Test
  void theWrongConnectionFactory() {
    boot.withBean(Fine.class)
        .withPropertyValues("spring.data.redis.masterreplica.nodes=127.0.0.1:6379")
        .run(
            context -> {
              FailureAnalysis analysis = analysis(context.getStartupFailure());
              assertThat(analysis.getDescription())
                  .startsWith(
                      "Atomic methods cannot run on Lettuce with a static list of a master and its"
                          + " replicas");
              assertThat(analysis.getAction()).contains("Name the master alone");
            });
  }

  @Test
  void noConnectionFactory() {
    new ApplicationContextRunner()
        .withConfiguration(AutoConfigurations.of(RedisAtomicAutoConfiguration.class))
        .withBean(Fine.class)
        .run(
            context -> {
              FailureAnalysis analysis = analysis(context.getStartupFailure());
              assertThat(analysis.getDescription())
                  .isEqualTo(
                      "Fine.run() needs a RedisConnectionFactory, but there is no such bean.");
              assertThat(analysis.getAction()).contains("spring-boot-starter-data-redis");
            });
  }
}
