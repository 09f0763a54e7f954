package dev.redisatomic.execution;

import static dev.redisatomic.test.RecordingProxy.named;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.AttemptEvent;
import dev.redisatomic.CommitOutcomeUnknownException;
import dev.redisatomic.RoundTrip;
import dev.redisatomic.SentCommand;
import dev.redisatomic.test.Bodies;
import dev.redisatomic.test.RecordingListener;
import dev.redisatomic.test.RedisSetup;
import dev.redisatomic.test.TestApplication;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.InvalidDataAccessApiUsageException;

/** The commands that a listener asked for are those that were on the wire. */
class ListenedWireTests extends WiredBodies {

  private static final class Curious extends RecordingListener {
    @Override
    public boolean wantsCommands() {
      return true;
    }
  }

  private final Curious listener = new Curious();

  @AutoClose
  private final TestApplication listened =
      TestApplication.on(factory).singleton("listener", listener).start(Bodies.class);

  ListenedWireTests(RedisSetup setup) {
    super(setup);
  }

  @BeforeEach
  void warmUp() throws Exception {
    listened.methods().run(() -> {});
    listener.clear();
    proxy.reset();
  }

  /** One line per round trip; the words must be what the proxy saw. */
  private List<String> wire() {
    List<RoundTrip> sent =
        listener.onlyCall().attempts().stream()
            .flatMap(attempt -> attempt.roundTrips().stream())
            .toList();
    assertThat(
            sent.stream()
                .map(trip -> trip.commands().stream().map(SentCommand::words).toList())
                .flatMap(List::stream))
        .isEqualTo(proxy.commands());
    assertThat(sent).hasSize(proxy.roundTrips());
    return sent.stream().map(ListenedWireTests::line).toList();
  }

  private static String line(RoundTrip trip) {
    return trip.commands().stream().map(SentCommand::toString).collect(Collectors.joining("; "));
  }

  @Test
  void aConflictAndARetry() throws Exception {
    other.set("key", "100");

    listened
        .methods()
        .run(
            () -> {
              values.get("key");
              if (AtomicContext.current().attempt() == 1) {
                other.set("key", "OK");
              }
              values.set("key", "1");
              values.increment("counter");
            });

    assertThat(wire())
        .containsExactly(
            "WATCH key → OK; GET key → \"100\"",
            "MULTI → OK; SET key 1 → QUEUED; INCR counter → QUEUED; EXEC → (nil)",
            "WATCH key → OK; GET key → \"OK\"",
            "MULTI → OK; SET key 1 → QUEUED; INCR counter → QUEUED;" + " EXEC → [OK, (integer) 1]");
    assertThat(listener.onlyCall().attempts())
        .extracting(AttemptEvent::roundTrips)
        .allSatisfy(trips -> assertThat(trips).hasSize(2));
  }

  @Test
  void aTextThatLooksLikeAStatusIsQuotedInAReadOfTheLibraryItself() throws Exception {
    other.rpush("jobs", "OK");

    listened.methods().run(() -> redis.opsForList().leftPop("jobs"));

    assertThat(wire())
        .containsExactly(
            "WATCH jobs → OK; LINDEX jobs 0 → \"OK\"",
            "MULTI → OK; LPOP jobs → QUEUED; EXEC → [OK]");
  }

  @Test
  void theEndOfAReadOnlyBody() throws Exception {
    listened.methods().run(() -> values.multiGet(List.of("a", "b")));

    assertThat(wire()).containsExactly("WATCH a b → OK; MGET a b → [(nil), (nil)]", "UNWATCH → OK");
  }

  @Test
  void anErrorWithinExec() {
    other.sadd("set", "member");

    assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
        .isThrownBy(() -> listened.methods().run(() -> values.increment("set")));

    assertThat(wire())
        .singleElement()
        .asString()
        .startsWith("MULTI → OK; INCR set → QUEUED; EXEC → [(error) WRONGTYPE ");
  }

  @Test
  void aLostReply() {
    proxy.cutAfterNext(named("EXEC"));

    assertThatExceptionOfType(CommitOutcomeUnknownException.class)
        .isThrownBy(() -> listened.methods().run(() -> values.set("key", "1")));

    assertThat(wire())
        .containsExactly("MULTI → (no reply); SET key 1 → (no reply); EXEC → (no reply)");
  }

  @Test
  void longWordsAndRepliesAreShortened() throws Exception {
    String long300 = "x".repeat(300);
    other.set("key", long300);

    listened.methods().run(() -> values.set("copy", String.valueOf(values.get("key"))));

    List<RoundTrip> trips = listener.onlyCall().attempts().get(0).roundTrips();
    String shown = "x".repeat(SentCommand.MAX_LENGTH) + "… (300 bytes)";
    assertThat(trips.get(0).commands().get(1).reply()).isEqualTo('"' + shown + '"');
    assertThat(trips.get(1).commands().get(1).words()).containsExactly("SET", "copy", shown);
    assertThat(other.get("copy")).isEqualTo(long300);
  }

  @Test
  void whatIsNotTextIsEscaped() throws Exception {
    byte[] key = {0, 'a', (byte) 0xFF};
    other.set(key, new byte[] {1, 2});

    listened.methods().run(() -> redis.execute(c -> c.stringCommands().get(key), true));

    assertThat(listener.onlyCall().attempts().get(0).roundTrips().get(0).commands())
        .extracting(SentCommand::toString)
        .containsExactly("WATCH \\x00a\\xFF → OK", "GET \\x00a\\xFF → \"\\x01\\x02\"");
    assertThat(listener.onlyCall().attempts().get(0).watchedKeys()).containsExactly("\\x00a\\xFF");
  }

  @Test
  void manyElementsAreCounted() throws Exception {
    for (int i = 0; i < 40; i++) {
      other.rpush("list".getBytes(StandardCharsets.UTF_8), bytes(i));
    }

    listened.methods().run(() -> redis.opsForList().range("list", 0, -1));

    assertThat(listener.onlyCall().attempts().get(0).roundTrips().get(0).commands().get(1).reply())
        .startsWith("[\"0\", \"1\", ")
        .endsWith("\"31\", … 8 more]");
  }

  private static byte[] bytes(int number) {
    return String.valueOf(number).getBytes(StandardCharsets.UTF_8);
  }
}
