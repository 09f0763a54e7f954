package dev.redisatomic.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.AtomicListener;
import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.actuate.RedisAtomicEndpoint.KeyTemplate;
import dev.redisatomic.actuate.RedisAtomicEndpoint.Overview;
import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import dev.redisatomic.config.AtomicMethodReports.Report;
import dev.redisatomic.config.AtomicMethodReports.Setting;
import dev.redisatomic.config.RedisAtomicAutoConfiguration;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.data.redis.core.StringRedisTemplate;

/** {@code /actuator/redisatomic}. */
@EachServer
class EndpointTests {

  /** Another client. Not the set-up itself, which the application would close. */
  public record Intruder(RedisSetup setup) {}

  /** Public, for a proxy from another class loader. */
  public static class Bank {
    private final StringRedisTemplate redis;
    private final Intruder intruder;

    public Bank(StringRedisTemplate redis, Intruder intruder) {
      this.redis = redis;
      this.intruder = intruder;
    }

    @RedisAtomic(policy = "patient", timeout = "3s", watchReads = false)
    public void add(@Watched("account:{}") String id, int conflicts) {
      redis.opsForValue().get("account:" + id);
      if (AtomicContext.current().attempt() <= conflicts) {
        intruder.setup().other().append("account:" + id, "1");
      }
      redis.opsForValue().increment("account:" + id);
    }

    @RedisAtomic(keys = "lock", maxRetries = 3, exactlyOnce = true)
    public void fail(@Watched("account:{}") String id) {
      throw new IllegalStateException("on purpose");
    }
  }

  private final RedisSetup setup;
  private final ApplicationContextRunner boot;

  EndpointTests(RedisSetup setup) {
    this.setup = setup;
    boot =
        new ApplicationContextRunner()
            .withConfiguration(
                AutoConfigurations.of(
                    RedisAtomicEndpointAutoConfiguration.class,
                    RedisAtomicAutoConfiguration.class,
                    DataRedisAutoConfiguration.class))
            .withBean(Intruder.class, () -> new Intruder(setup))
            .withBean(Bank.class)
            .withPropertyValues(
                "spring.data.redis.client-type=" + setup.mode().provider().clientType(),
                "spring.data.redis.host=" + setup.server().host(),
                "spring.data.redis.port=" + setup.server().port(),
                "redis.atomic.backoff.max=20ms",
                "redis.atomic.policies.patient.max-retries=50");
  }

  @BeforeEach
  void empty() {
    setup.flushAll();
  }

  private ApplicationContextRunner exposed() {
    return boot.withPropertyValues("management.endpoints.web.exposure.include=redisatomic");
  }

  private static Report method(Overview overview, String name) {
    return overview.methods().stream()
        .filter(method -> method.method().startsWith(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void everyMethodIsListedWithItsTemplates() {
    exposed()
        .run(
            context -> {
              Overview overview = context.getBean(RedisAtomicEndpoint.class).overview();

              assertThat(overview.methods())
                  .extracting(Report::method)
                  .containsExactly(
                      "Bank.add(String, int)",
                      "Bank.fail(String)",
                      "RedisAtomicOperations.execute(…)");
              assertThat(method(overview, "Bank.add").type()).isEqualTo(Bank.class.getName());
              assertThat(method(overview, "Bank.add").keyTemplates()).containsExactly("account:{}");
              assertThat(method(overview, "Bank.fail").keyTemplates())
                  .containsExactly("account:{}", "lock");
              assertThat(overview.hottestKeyTemplates()).isEmpty();
              assertThat(overview.waitingThreads()).isZero();
            });
  }

  @Test
  void everySettingSaysWhereItComesFrom() {
    exposed()
        .run(
            context -> {
              Overview overview = context.getBean(RedisAtomicEndpoint.class).overview();

              assertThat(method(overview, "Bank.add").settings())
                  .containsEntry("max-retries", new Setting("50", "policy 'patient'"))
                  .containsEntry("timeout", new Setting("3s", "annotation"))
                  .containsEntry("backoff.initial", new Setting("1ms", "default"))
                  .containsEntry(
                      "backoff.max", new Setting("20ms", "property redis.atomic.backoff.max"))
                  .containsEntry("watch-reads", new Setting("false", "annotation"))
                  .containsEntry("exactly-once", new Setting("false", "default"))
                  .containsEntry("contention.local-queue", new Setting("adaptive", "default"));
              assertThat(method(overview, "Bank.fail").settings())
                  .containsEntry("max-retries", new Setting("3", "annotation"))
                  .containsEntry("exactly-once", new Setting("true", "annotation"))
                  .containsEntry("timeout", new Setting("none", "default"))
                  .containsEntry("wait-replicas", new Setting("0", "default"));
              assertThat(method(overview, "RedisAtomicOperations").settings())
                  .containsEntry("max-retries", new Setting("10", "default"));
            });
  }

  @Test
  void callsAreCounted() {
    exposed()
        .run(
            context -> {
              Bank bank = context.getBean(Bank.class);
              bank.add("1", 0);
              bank.add("1", 2);
              assertThatIllegalStateException().isThrownBy(() -> bank.fail("1"));
              context.getBean(RedisAtomicOperations.class).execute(() -> true);

              Overview overview = context.getBean(RedisAtomicEndpoint.class).overview();
              assertThat(method(overview, "Bank.add").counts())
                  .isEqualTo(
                      Map.of(
                          "committed", 2L,
                          "unchanged", 0L,
                          "conflict", 0L,
                          "failed", 0L,
                          "partial", 0L,
                          "unknown", 0L,
                          "attempts", 4L,
                          "conflicts", 2L,
                          "retries", 2L));
              assertThat(method(overview, "Bank.fail").counts()).containsEntry("unchanged", 1L);
              assertThat(method(overview, "RedisAtomicOperations").counts())
                  .containsEntry("unchanged", 1L);
              assertThat(overview.hottestKeyTemplates())
                  .containsExactly(new KeyTemplate("account:{}", 2));
            });
  }

  @Test
  void aConflictCountsForTheTemplatesOfMethodsThatJoined() {
    exposed()
        .run(
            context -> {
              Bank bank = context.getBean(Bank.class);
              context
                  .getBean(RedisAtomicOperations.class)
                  .execute(
                      () -> {
                        bank.add("1", 1);
                        return true;
                      });

              assertThat(
                      context.getBean(RedisAtomicEndpoint.class).overview().hottestKeyTemplates())
                  .containsExactly(new KeyTemplate("account:{}", 1));
            });
  }

  @Test
  void nothingIsCountedWhereTheEndpointIsNotExposed() {
    boot.run(
        context -> {
          assertThat(context).doesNotHaveBean(RedisAtomicEndpoint.class);
          assertThat(context.getBeanProvider(AtomicListener.class).stream()).isEmpty();
        });
  }

  @Test
  void thereIsNoEndpointWhereNothingIsAtomic() {
    exposed()
        .withPropertyValues("redis.atomic.enabled=false")
        .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean(CallCounts.class));
  }
}
