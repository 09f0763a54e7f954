package dev.redisatomic.observation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.WatchConflictException;
import dev.redisatomic.test.Bodies;
import dev.redisatomic.test.Bodies.Action;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import io.micrometer.common.KeyValues;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationPredicate;
import io.micrometer.observation.tck.TestObservationRegistry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.ValueOperations;

/** What Micrometer gets, in an application without Boot that has the registries as beans. */
@EachServer
class ObservationTests {

  private static final String RUN = "Bodies.run(Action, String[])";

  private final RedisSetup setup;
  private final RedisConnectionFactory factory;
  private final ValueOperations<String, String> values;
  private final TestObservationRegistry observations = TestObservationRegistry.create();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final List<TestApplication> applications = new ArrayList<>();

  ObservationTests(RedisSetup setup) {
    this.setup = setup;
    factory = setup.connectionFactory();
    values = new StringRedisTemplate(factory).opsForValue();
    observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
  }

  @BeforeEach
  void empty() {
    setup.flushAll();
  }

  @AfterEach
  void close() {
    applications.forEach(TestApplication::close);
  }

  private Bodies methods(Object... beans) {
    TestApplication application = TestApplication.on(factory);
    for (Object bean : beans) {
      application.singleton(bean.getClass().getName(), bean);
    }
    applications.add(application.start(Bodies.class));
    return application.methods();
  }

  private Action conflicting(int times) {
    return () -> {
      values.get("key");
      if (AtomicContext.current().attempt() <= times) {
        setup.other().append("key", "!");
      }
      values.set("key", "ours");
    };
  }

  private Timer timer(String method, String outcome, String attempts) {
    return meters
        .get("redis.atomic")
        .tags("method", method, "outcome", outcome, "attempts", attempts)
        .timer();
  }

  @Test
  void aCallIsATimerAndASpan() throws Exception {
    methods(observations).run(() -> values.set("key", "1"), "key");

    assertThat(observations)
        .hasSingleObservationThat()
        .hasBeenStarted()
        .hasBeenStopped()
        .hasNameEqualTo("redis.atomic")
        .hasContextualNameEqualTo("redis.atomic Bodies.run")
        .hasLowCardinalityKeyValue("method", RUN)
        .hasLowCardinalityKeyValue("outcome", "committed")
        .hasLowCardinalityKeyValue("attempts", "1")
        .hasHighCardinalityKeyValue("redis.atomic.keys", "{}")
        .hasHighCardinalityKeyValue("redis.atomic.attempts", "1")
        .doesNotHaveError();
    assertThat(timer(RUN, "committed", "1").count()).isEqualTo(1);
  }

  @Test
  void attemptsAreTaggedInRanges() throws Exception {
    Bodies methods = methods(observations);

    methods.run(conflicting(1));
    methods.run(conflicting(2));
    methods.run(conflicting(4));
    methods.run(conflicting(5));

    assertThat(timer(RUN, "committed", "2").count()).isEqualTo(1);
    assertThat(timer(RUN, "committed", "3-5").count()).isEqualTo(2);
    assertThat(timer(RUN, "committed", "6+").count()).isEqualTo(1);
  }

  @Test
  void givingUpIsAnError() {
    assertThatExceptionOfType(WatchConflictException.class)
        .isThrownBy(() -> methods(observations).runOnce(conflicting(1)));

    assertThat(observations)
        .hasSingleObservationThat()
        .hasLowCardinalityKeyValue("outcome", "conflict")
        .hasError()
        .thenError()
        .isInstanceOf(WatchConflictException.class);
  }

  @Test
  void keysAreInNoTag() throws Exception {
    methods(observations, meters)
        .run(() -> values.set("the-secret-key", String.valueOf(values.get("key"))), "the-secret");

    assertThat(meters.getMeters())
        .isNotEmpty()
        .noneMatch(meter -> meter.getId().toString().contains("secret"));
    assertThat(observations)
        .hasSingleObservationThat()
        .satisfies(
            context -> assertThat(context.getAllKeyValues().toString()).doesNotContain("secret"));
  }

  @Test
  void whatTheBodyAndItsCallbacksObserveIsInside() throws Exception {
    List<@Nullable String> around = new ArrayList<>();
    Runnable look =
        () -> {
          Observation current = observations.getCurrentObservation();
          around.add(current == null ? null : current.getContext().getName());
        };

    methods(observations)
        .run(
            () -> {
              look.run();
              values.set("key", "1");
              AtomicContext.current().afterCommit(look);
            });
    look.run();

    assertThat(around).containsExactly("redis.atomic", "redis.atomic", null);
  }

  @Test
  void theCallersObservationIsTheParent() throws Exception {
    Bodies methods = methods(observations);

    Observation.createNotStarted("caller", observations)
        .observeChecked(() -> methods.run(() -> values.set("key", "1")));

    assertThat(observations)
        .hasObservationWithNameEqualTo("redis.atomic")
        .that()
        .hasParentObservation();
  }

  @Test
  void aConventionOfTheApplicationHolds() throws Exception {
    RedisAtomicObservationConvention own =
        new DefaultRedisAtomicObservationConvention() {
          @Override
          public String getName() {
            return "bank";
          }

          @Override
          public KeyValues getLowCardinalityKeyValues(RedisAtomicObservationContext context) {
            return KeyValues.of("ended", String.valueOf(context.getEnded() != null));
          }
        };

    methods(observations, own).run(() -> values.set("key", "1"));

    assertThat(observations)
        .hasSingleObservationThat()
        .hasNameEqualTo("bank")
        .hasLowCardinalityKeyValue("ended", "true")
        .doesNotHaveLowCardinalityKeyValueWithKey("outcome");
  }

  @Test
  void whatIsNotToBeObservedIsNot() throws Exception {
    ObservationPredicate no = (name, context) -> !name.equals("redis.atomic");
    observations.observationConfig().observationPredicate(no);

    methods(observations).run(() -> values.set("key", "1"));

    assertThat(observations).doesNotHaveAnyObservation();
    assertThat(setup.other().get("key")).isEqualTo("1");
  }

  @Test
  void aHandlerThatThrowsLeavesNothingOnTheThread() throws Exception {
    observations
        .observationConfig()
        .observationHandler(
            new ObservationHandler<>() {
              @Override
              public void onScopeOpened(Observation.Context context) {
                if (context.getOrDefault("ours", false)) {
                  throw new IllegalStateException("when the scope is opened");
                }
              }

              @Override
              public void onError(Observation.Context context) {
                throw new IllegalStateException("when there is an error");
              }

              @Override
              public boolean supportsContext(Observation.Context context) {
                return true;
              }
            });
    Bodies methods = methods(observations);

    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(
            () ->
                methods.run(
                    () -> {
                      throw new IllegalArgumentException("from the body");
                    }));
    assertThat(observations.getCurrentObservationScope()).isNull();

    observations
        .observationConfig()
        .observationPredicate(
            (name, context) -> {
              context.put("ours", true);
              return true;
            });
    methods.run(() -> values.set("key", "value"));

    assertThat(setup.other().get("key")).isEqualTo("value");
    assertThat(observations.getCurrentObservationScope()).isNull();
  }

  @Test
  void metersCountConflictsRetriesAndAttempts() throws Exception {
    Bodies methods = methods(meters);

    methods.run(() -> values.set("key", "1"));
    methods.run(conflicting(3));

    assertThat(meters.get("redis.atomic.conflicts").tag("method", RUN).counter().count())
        .isEqualTo(3);
    assertThat(meters.get("redis.atomic.retries").tag("method", RUN).counter().count())
        .isEqualTo(3);
    assertThat(meters.get("redis.atomic.attempts").tag("method", RUN).summary().count())
        .isEqualTo(2);
    assertThat(meters.get("redis.atomic.attempts").summary().totalAmount()).isEqualTo(5);
    assertThat(meters.get("redis.atomic.attempts").summary().max()).isEqualTo(4);
    assertThat(meters.get("redis.atomic.waiting.threads").gauge().value()).isZero();
  }
}
