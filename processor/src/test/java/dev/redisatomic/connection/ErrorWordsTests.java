package dev.redisatomic.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.command.ClassifiedCommand;
import dev.redisatomic.command.Command;
import dev.redisatomic.command.CommandRole;
import dev.redisatomic.command.ErrorWords;
import dev.redisatomic.command.Key;
import dev.redisatomic.command.Words;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What servers say, without what they quote. The command is {@code SETX key value …}. */
class ErrorWordsTests {

  private record Words(List<String> all) implements Command {
    @Override
    public String name() {
      return all.get(0);
    }

    @Override
    public int size() {
      return all.size();
    }

    @Override
    public byte[] word(int index) {
      return all.get(index).getBytes(StandardCharsets.UTF_8);
    }
  }

  private static String shown(String message, String... values) {
    List<String> all = new ArrayList<>(List.of("SETX", "account:1"));
    all.addAll(List.of(values));
    Words command = new Words(all);
    List<Key> keys = List.of(Key.of("account:1"));
    return ErrorWords.withoutValues(
        message, ClassifiedCommand.of(command, CommandRole.WRITE, keys));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      textBlock =
          """
          ERR unknown command 'SETX', with args beginning with: 'account:1' 'cut sec ; ERR unknown command 'SETX'
          ERR unknown command `SETX`, with args beginning with: `account:1` `secret`, ; ERR unknown command `SETX`
          ERR unknown subcommand 'secret'. Try SETX HELP. ; ERR unknown subcommand '…'. Try SETX HELP.
          ERR unknown subcommand 'SECRET'. Try SETX HELP. ; ERR unknown subcommand '…'. Try SETX HELP.
          ERR wrong number of arguments for 'setx' command ; ERR wrong number of arguments for 'setx' command
          ERR wrong number of arguments for 'setx|in' command ; ERR wrong number of arguments for 'setx|in' command
          ERR no secret at account:1 (secret) ; ERR no … at account:1 (…)
          ERR secretary and topsecret ; ERR secretary and topsecret
          ERR can't and won't ; ERR can't and won't
          WRONGTYPE Operation against a key holding the wrong kind of value ; WRONGTYPE Operation against a key holding the wrong kind of value
          """)
  void valuesAreHidden(String message, String shown) {
    assertThat(shown(message, "secret", "value", "")).isEqualTo(shown);
  }

  @Test
  void alsoThoseThatServersCutOrPutInOneLine() {
    String value = "a long\r\nvalue with much to hide";

    assertThat(shown("ERR bad a long  value with much, sorry", value))
        .isEqualTo("ERR bad …, sorry");
  }
}
