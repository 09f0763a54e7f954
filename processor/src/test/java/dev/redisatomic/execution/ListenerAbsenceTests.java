package dev.redisatomic.execution;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.AtomicListener;
import dev.redisatomic.RetryPolicy;
import dev.redisatomic.annotation.Results;
import dev.redisatomic.attempt.Durability;
import dev.redisatomic.attempt.Guard;
import dev.redisatomic.test.Bodies;
import dev.redisatomic.test.RecordingListener;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** What nobody listens to is not written down. */
class ListenerAbsenceTests extends WiredBodies {

  private final RecordingListener listener = new RecordingListener();

  @AutoClose
  private final TestApplication listened =
      TestApplication.on(factory).singleton("listener", listener).start(Bodies.class);

  ListenerAbsenceTests(RedisSetup setup) {
    super(setup);
  }

  @Test
  void withoutAListenerNoCallIsReported() throws Exception {
    application.methods().run(() -> values.increment("key"));

    AtomicListeners nobody = application.get(AtomicListeners.class);
    assertThat(nobody.calls()).isZero();
    assertThat(nobody.callStarted(definition())).isSameAs(CallReport.NONE);
    assertThat(CallReport.NONE.wireLog()).isNull();
  }

  @Test
  void withOneEveryCallIs() throws Exception {
    listened.methods().run(() -> values.increment("key"));
    listened.methods().run(() -> values.increment("key"));

    AtomicListeners somebody = listened.get(AtomicListeners.class);
    assertThat(somebody.calls()).isEqualTo(2);
    assertThat(listener.ended()).extracting(event -> event.call().id()).doesNotHaveDuplicates();
    assertThat(somebody.callStarted(definition())).isNotSameAs(CallReport.NONE);
  }

  @Test
  void aListenerOfTwoApplicationsSeesNoNumberTwice() throws Exception {
    try (TestApplication another =
        TestApplication.on(factory).singleton("listener", listener).start(Bodies.class)) {
      listened.methods().run(() -> values.increment("key"));
      another.methods().run(() -> values.increment("key"));
    }

    assertThat(listener.ended())
        .hasSize(2)
        .extracting(event -> event.call().id())
        .doesNotHaveDuplicates();
  }

  @Test
  void theWireIsWrittenDownForThoseWhoWantIt() {
    assertThat(listened.get(AtomicListeners.class).callStarted(definition()).wireLog()).isNull();

    AtomicListener curious =
        new AtomicListener() {
          @Override
          public boolean wantsCommands() {
            return true;
          }
        };
    AtomicListeners listeners =
        new AtomicListeners(() -> List.<AtomicListener>of(listener, curious).stream());
    listeners.afterSingletonsInstantiated();
    assertThat(listeners.callStarted(definition()).wireLog()).isNotNull();
  }

  @Test
  void callsWhileTheApplicationStartsAreNotReported() {
    AtomicListeners early = new AtomicListeners(() -> List.<AtomicListener>of(listener).stream());

    assertThat(early.callStarted(definition())).isSameAs(CallReport.NONE);
    early.afterSingletonsInstantiated();
    assertThat(early.callStarted(definition())).isNotSameAs(CallReport.NONE);
  }

  private static AtomicDefinition definition() {
    return new AtomicDefinition(
        "a method",
        List.of(),
        () -> {
          throw new IllegalStateException("Runs nowhere");
        },
        new Guard(true, Results.NEEDED, true, false, false, 1000),
        new SourcedPolicy(RetryPolicy.DEFAULT, "redis.atomic."),
        new Durability(false, null, false));
  }
}
