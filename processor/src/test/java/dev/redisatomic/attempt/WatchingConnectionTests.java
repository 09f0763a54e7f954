package dev.redisatomic.attempt;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.redisatomic.command.ClassifiedCommand;
import dev.redisatomic.command.Command;
import dev.redisatomic.command.CommandRole;
import dev.redisatomic.command.Key;
import dev.redisatomic.connection.RecordedWrite;
import dev.redisatomic.driver.CommandHandler;
import dev.redisatomic.driver.Driver;
import dev.redisatomic.driver.ErrorReply;
import dev.redisatomic.driver.PinnedConnection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.RedisSystemException;
import org.springframework.data.redis.connection.RedisConnection;

/**
 * Where a connection goes after replies that no server can be made to give once it has been seen to
 * run transactions: the driver's side of the port is played from a script.
 */
class WatchingConnectionTests {

  private static final byte[] OK = "OK".getBytes(US_ASCII);
  private static final byte[] QUEUED = "QUEUED".getBytes(US_ASCII);

  private static final class Script implements Driver, PinnedConnection {
    private final List<@Nullable Object> replies;
    private final List<String> events = new ArrayList<>();

    Script(@Nullable Object... replies) {
      this.replies = new ArrayList<>(Arrays.asList(replies));
    }

    @Override
    public PinnedConnection open(int slot) {
      return this;
    }

    @Override
    public int slotOf(Key key) {
      return NO_SLOT;
    }

    @Override
    public void probe() {}

    @Override
    public List<@Nullable Object> send(List<? extends Command> commands) {
      events.add("sent");
      if (replies.isEmpty()) {
        throw new OutOfMemoryError("A reply is too large");
      }
      return replies;
    }

    @Override
    public void release() {
      events.add("released");
    }

    @Override
    public void destroy() {
      events.add("destroyed");
    }

    @Override
    public RedisConnection view(CommandHandler handler) {
      throw new UnsupportedOperationException();
    }
  }

  private static ErrorReply error(String message) {
    return new ErrorReply(message, IllegalStateException::new);
  }

  private static List<String> afterReplies(@Nullable Object... replies) {
    Script script = new Script(replies);
    AttemptSlot slot = new AttemptSlot(script, "a test");
    WatchingConnection connection =
        new WatchingConnection(script, slot, new AttemptMarker(script, null, slot));
    RecordedWrite write =
        new RecordedWrite(ClassifiedCommand.of(Command.of("INCR"), CommandRole.WRITE, List.of()));
    connection.sendTransaction(
        List.of(),
        List.of(Command.of("MULTI"), Command.of("INCR"), Command.of("EXEC")),
        2,
        List.of(write));
    connection.close(List.of());
    script.events.remove("sent");
    return script.events;
  }

  @Test
  void aTransactionThatEndedGoesBack() {
    assertThat(afterReplies(OK, QUEUED, List.of(1L))).containsExactly("released");
    assertThat(afterReplies(OK, QUEUED, null)).containsExactly("released");
    assertThat(afterReplies(OK, QUEUED, error("EXECABORT …"))).containsExactly("released");
  }

  @Test
  void aTransactionThatMayStillBeOpenDoesNot() {
    assertThat(afterReplies(OK, QUEUED, error("ERR unknown command 'EXEC'")))
        .containsExactly("destroyed");
    assertThat(afterReplies(OK, QUEUED, QUEUED)).containsExactly("destroyed");
  }

  @Test
  void aTransactionThatWasNotBegunHereDoesNot() {
    ErrorReply nested = error("ERR MULTI calls can not be nested");

    assertThat(afterReplies(nested, QUEUED, List.of(OK, 1L))).containsExactly("destroyed");
  }

  @Test
  void anErrorInTheLastRoundTripDestroysTheConnection() {
    Script script = new Script(OK, QUEUED);
    AttemptSlot slot = new AttemptSlot(script, "a test");
    WatchingConnection connection =
        new WatchingConnection(script, slot, new AttemptMarker(script, null, slot));
    connection.sendWatching(List.of(Key.of("key")), List.of(Command.of("GET")));
    script.replies.clear();

    assertThatExceptionOfType(OutOfMemoryError.class).isThrownBy(() -> connection.close(List.of()));

    assertThat(script.events).endsWith("destroyed");
  }

  /** Its replies are still on their way; a body may catch the error and go on. */
  @Test
  void nothingIsSentAfterAnErrorInARead() {
    Script script = new Script();
    AttemptSlot slot = new AttemptSlot(script, "a test");
    WatchingConnection connection =
        new WatchingConnection(script, slot, new AttemptMarker(script, null, slot));
    Command read = Command.of("GET", Key.of("key").bytes());

    assertThatExceptionOfType(OutOfMemoryError.class)
        .isThrownBy(() -> connection.sendWatching(List.of(Key.of("key")), List.of(read)));
    assertThatExceptionOfType(RedisSystemException.class)
        .isThrownBy(() -> connection.sendTransaction(List.of(), List.of(), 0, List.of()));
    connection.close(List.of());

    assertThat(connection.failure()).isNotNull();
    assertThat(script.events).containsExactly("sent", "destroyed");
  }
}
