package dev.redisatomic.attempt;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.command.Command;
import dev.redisatomic.command.CommandFlag;
import dev.redisatomic.command.Key;
import dev.redisatomic.driver.CommandHandler;
import dev.redisatomic.driver.Driver;
import dev.redisatomic.driver.PinnedConnection;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.data.redis.connection.RedisConnection;

/**
 * Where a connection goes after replies that no server can be made to give once it has been seen to
 * run transactions: the driver's side of the port is played from a script.
 */
class WatchingConnectionTests {

  private static final byte[] OK = "OK".getBytes(US_ASCII);
  private static final byte[] QUEUED = "QUEUED".getBytes(US_ASCII);

  private record Word(String name) implements Command {
    @Override
    public int size() {
      return 1;
    }

    @Override
    public byte[] word(int index) {
      return name.getBytes(US_ASCII);
    }

    @Override
    public List<byte[]> keys() {
      return List.of();
    }

    @Override
    public EnumSet<CommandFlag> flags() {
      return EnumSet.noneOf(CommandFlag.class);
    }
  }

  private static final class Script implements Driver, PinnedConnection {
    private final List<@Nullable Object> replies;
    private final List<String> events = new ArrayList<>();

    Script(@Nullable Object... replies) {
      this.replies = Arrays.asList(replies);
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
    public void lookAgain(@Nullable PinnedConnection informed) {}

    @Override
    public List<@Nullable Object> send(List<? extends Command> commands) {
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

    @Override
    public RuntimeException reworded(RuntimeException error, String message) {
      return error;
    }

    @Override
    public RuntimeException translate(RuntimeException exception) {
      return exception;
    }
  }

  private static List<String> afterReplies(@Nullable Object... replies) {
    Script script = new Script(replies);
    AttemptSlot slot = new AttemptSlot(script, "a test");
    WatchingConnection connection =
        new WatchingConnection(script, slot, new AttemptMarker(script, null, slot));
    connection.sendTransaction(List.of(new Word("MULTI"), new Word("INCR"), new Word("EXEC")), 2);
    connection.close();
    return script.events;
  }

  @Test
  void aTransactionThatEndedGoesBack() {
    assertThat(afterReplies(OK, QUEUED, List.of(1L))).containsExactly("released");
    assertThat(afterReplies(OK, QUEUED, null)).containsExactly("released");
    assertThat(afterReplies(OK, QUEUED, new IllegalStateException("EXECABORT …")))
        .containsExactly("released");
  }

  @Test
  void aTransactionThatMayStillBeOpenDoesNot() {
    assertThat(afterReplies(OK, QUEUED, new IllegalStateException("ERR unknown command 'EXEC'")))
        .containsExactly("destroyed");
    assertThat(afterReplies(OK, QUEUED, QUEUED)).containsExactly("destroyed");
  }

  @Test
  void aTransactionThatWasNotBegunHereDoesNot() {
    IllegalStateException nested = new IllegalStateException("ERR MULTI calls can not be nested");

    assertThat(afterReplies(nested, QUEUED, List.of(OK, 1L))).containsExactly("destroyed");
  }
}
