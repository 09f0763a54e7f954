package dev.redisatomic.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.command.Command;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Replies as text to look at. */
class PrintableTests {

  private static final byte[] KEY = "k".getBytes(UTF_8);
  private static final byte[] QUEUED = "QUEUED".getBytes(UTF_8);

  @Test
  void aTransactionWithSomethingInFrontOfIt() {
    List<Command> batch =
        List.of(
            Command.of("UNLINK", KEY),
            Command.of("MULTI"),
            Command.of("EXISTS", KEY),
            Command.of("EXEC"));

    assertThat(Printable.reply(1L, batch, 0)).isEqualTo("(integer) 1");
    assertThat(Printable.reply(QUEUED, batch, 2)).isEqualTo("QUEUED");
    assertThat(Printable.reply(List.of(1L), batch, 3)).isEqualTo("[(integer) 1]");
  }

  @Test
  void aTextThatLooksLikeAStatus() {
    assertThat(Printable.reply(QUEUED, List.of(Command.of("GET", KEY)), 0)).isEqualTo("\"QUEUED\"");
  }
}
