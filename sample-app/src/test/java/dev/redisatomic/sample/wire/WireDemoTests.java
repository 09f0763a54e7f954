package dev.redisatomic.sample.wire;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.AtomicListener;
import dev.redisatomic.AtomicOutcome;
import dev.redisatomic.AttemptEvent;
import dev.redisatomic.CallEvent;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Standalone;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.data.redis.core.StringRedisTemplate;

@SpringBootTest
class WireDemoTests {

  private final WireDemo demo;
  private final StringRedisTemplate redis;

  WireDemoTests(@Autowired WireDemo demo, @Autowired StringRedisTemplate redis) {
    this.demo = demo;
    this.redis = redis;
  }

  @Test
  void theFirstAttemptMeetsAConflictAndTheSecondCommits() {
    CallEvent transfer = demo.run().transfer();

    assertThat(transfer.attempts())
        .extracting(AttemptEvent::outcome)
        .containsExactly(AtomicOutcome.CONFLICT, AtomicOutcome.COMMITTED);
    assertThat(commands(transfer.attempts().get(0)).toList())
        .last()
        .asString()
        .isEqualTo("EXEC → (nil)");
  }

  @Test
  void theRivalIsShownOnceAndIsNoPartOfTheTransfer() {
    CallEvent rival = demo.run().rival();

    assertThat(rival.call().method()).startsWith("BankService.deposit(");
    assertThat(rival.attempts())
        .singleElement()
        .extracting(AttemptEvent::outcome)
        .isEqualTo(AtomicOutcome.COMMITTED);
  }

  @Test
  void onlyTheDemonstrationPaysForItsListener(@Autowired ApplicationContext application) {
    assertThat(application.getBeansOfType(AtomicListener.class).values())
        .noneMatch(AtomicListener::wantsCommands);
    assertThat(demo.run().transfer().attempts().get(0).roundTrips()).isNotEmpty();
  }

  @Test
  void nothingIsLeftBehind() {
    redis.delete(redis.keys("account:*"));

    demo.run();

    assertThat(redis.keys("account:*")).isEmpty();
  }

  /**
   * The server does not run what was queued by the attempt that lost, so it does not tell of it.
   */
  @Test
  void whatIsShownIsWhatTheServerHasSeen(@Autowired DataRedisConnectionDetails redisAt)
      throws Exception {
    Standalone server = Objects.requireNonNull(redisAt.getStandalone());
    WireDemo.Happening shown;
    List<String> seen;
    try (Monitor monitor = new Monitor(server.getHost(), server.getPort())) {
      monitor.awaitCommand(redis);
      shown = demo.run();
      seen = monitor.until(redis);
    }

    AttemptEvent lost = shown.transfer().attempts().get(0);
    Stream<String> expected =
        Stream.of(
                commands(lost).limit(2),
                commands(shown.rival().attempts().get(0)),
                commands(shown.transfer().attempts().get(1)))
            .flatMap(part -> part)
            .map(command -> command.substring(0, command.indexOf(" → ")));
    assertThat(seen.stream().filter(WireDemoTests::isPartOfATransfer))
        .containsExactlyElementsOf(expected.filter(WireDemoTests::isPartOfATransfer).toList())
        .hasSize(8);
  }

  private static boolean isPartOfATransfer(String command) {
    return Stream.of("WATCH ", "MGET ", "DECRBY ", "INCRBY ", "INCR ")
        .anyMatch(command::startsWith);
  }

  private static Stream<String> commands(AttemptEvent attempt) {
    return attempt.roundTrips().stream()
        .flatMap(trip -> trip.commands().stream())
        .map(Object::toString);
  }
}
