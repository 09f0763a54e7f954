package dev.redisatomic.attempt.result;

import dev.redisatomic.command.Command;
import dev.redisatomic.command.Words;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The command that is sent at the commit for a write whose result was handed out, and what the
 * server answers to it if it does the same as on the shadow.
 *
 * @param command the command; {@code null} if the write has changed nothing
 * @param expected the reply
 */
public record Replay(@Nullable Command command, @Nullable Object expected) {

  /**
   * Makes what is sent for a write that has been tried.
   *
   * @param write the write as it was issued
   * @param reply what it was answered on the shadow
   * @return the same command, unless that would do something else the second time
   */
  public static Replay of(Command write, @Nullable Object reply) {
    return switch (write.name()) {
      case "SPOP" -> removal(write, reply);
      case "XADD" -> withId(write, reply);
      default -> new Replay(write, reply);
    };
  }

  /** Takes the same members: another SPOP would take others. */
  private static Replay removal(Command write, @Nullable Object reply) {
    List<?> members =
        reply instanceof List<?> list ? list : reply == null ? List.of() : List.of(reply);
    if (members.isEmpty()) {
      return new Replay(null, null);
    }
    return new Replay(removal(write, members), (long) members.size());
  }

  /** Makes the SREM of the members that an SPOP has shown. */
  static Command removal(Command write, List<?> members) {
    byte[][] words = new byte[members.size() + 1][];
    words[0] = write.word(1);
    for (int i = 0; i < members.size(); i++) {
      // the body may change what it is given
      words[i + 1] = ((byte[]) members.get(i)).clone();
    }
    return Command.of("SREM", words);
  }

  /** Adds with the same id, which would be another at another time. */
  private static Replay withId(Command write, @Nullable Object reply) {
    if (!(reply instanceof byte[] id)) {
      return new Replay(null, null); // NOMKSTREAM
    }
    byte[][] words = new byte[write.size() - 1][];
    for (int i = 0; i < words.length; i++) {
      words[i] = write.word(i + 1);
    }
    words[idOf(write) - 1] = id.clone();
    return new Replay(Command.of("XADD", words), id);
  }

  private static int idOf(Command write) {
    int at = 2;
    while (at < write.size()) {
      switch (Words.text(write.word(at)).toUpperCase(Locale.ROOT)) {
        case "NOMKSTREAM", "KEEPREF", "DELREF", "ACKED" -> at++;
        case "IDMPAUTO", "LIMIT" -> at += 2;
        case "IDMP" -> at += 3;
        case "MAXLEN", "MINID" -> {
          String mode = Words.text(write.word(at + 1));
          at += mode.equals("=") || mode.equals("~") ? 3 : 2;
        }
        default -> {
          return at;
        }
      }
    }
    throw new IllegalStateException("Redis has accepted an XADD without an id");
  }
}
