package dev.redisatomic.wire;

import dev.redisatomic.SentCommand;
import dev.redisatomic.command.Command;
import dev.redisatomic.command.CommandTable;
import dev.redisatomic.command.Key;
import dev.redisatomic.driver.ErrorReply;
import dev.redisatomic.driver.NullArray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Commands and replies as text to look at. */
public final class Printable {

  private static final int MAX_ELEMENTS = 32;
  private static final int MAX_REPLY = 4 * SentCommand.MAX_LENGTH;

  /** Drivers do not tell a status from a text. */
  private static final Set<String> STATUSES = Set.of("OK", "QUEUED", "PONG");

  private Printable() {}

  static List<String> words(Command command) {
    List<String> words = new ArrayList<>(command.size());
    words.add(command.name());
    for (int i = 1; i < command.size(); i++) {
      words.add(text(command.word(i)));
    }
    return words;
  }

  /**
   * A reply.
   *
   * @param batch what was sent in one write
   * @param index which of it is answered
   */
  static String reply(@Nullable Object reply, List<? extends Command> batch, int index) {
    String text =
        reply instanceof List<?> results && batch.get(index).name().equals("EXEC")
            ? execReply(results, batch.subList(Math.max(0, index - results.size()), index))
            : value(reply, !isQueued(batch, index) && CommandTable.mayOnlyRead(batch.get(index)));
    return text.length() <= MAX_REPLY ? text : text.substring(0, MAX_REPLY) + "…";
  }

  /** Whether a command stands behind MULTI, which itself may not be the first one. */
  private static boolean isQueued(List<? extends Command> batch, int index) {
    return batch.subList(0, index).stream().anyMatch(each -> each.name().equals("MULTI"));
  }

  private static String execReply(List<?> results, List<? extends Command> queued) {
    List<String> printed = new ArrayList<>();
    for (int i = 0; i < Math.min(results.size(), MAX_ELEMENTS); i++) {
      printed.add(
          value(results.get(i), i < queued.size() && CommandTable.mayOnlyRead(queued.get(i))));
    }
    return joined(printed, results.size());
  }

  private static String value(@Nullable Object reply, boolean quoteAll) {
    if (reply == null || reply instanceof NullArray) {
      return "(nil)";
    }
    if (reply instanceof byte[] bytes) {
      String text = text(bytes);
      return !quoteAll && STATUSES.contains(text) ? text : '"' + text + '"';
    }
    if (reply instanceof ErrorReply error) {
      return "(error) " + error.message();
    }
    if (reply instanceof Collection<?> elements) {
      List<String> printed = new ArrayList<>();
      elements.stream().limit(MAX_ELEMENTS).forEach(each -> printed.add(value(each, true)));
      return joined(printed, elements.size());
    }
    if (reply instanceof Map<?, ?> map) {
      List<String> printed = new ArrayList<>();
      map.entrySet().stream()
          .limit(MAX_ELEMENTS)
          .forEach(
              each ->
                  printed.add(value(each.getKey(), true) + " → " + value(each.getValue(), true)));
      return joined(printed, map.size());
    }
    return reply instanceof Long ? "(integer) " + reply : String.valueOf(reply);
  }

  private static String joined(List<String> printed, int size) {
    if (size > printed.size()) {
      printed.add("… " + (size - printed.size()) + " more");
    }
    return printed.toString();
  }

  /**
   * A word of a command, shortened as in {@link SentCommand#words()}.
   *
   * @param bytes the word
   * @return the text
   */
  public static String text(byte[] bytes) {
    if (bytes.length <= SentCommand.MAX_LENGTH) {
      return Key.of(bytes).toString();
    }
    int end = SentCommand.MAX_LENGTH;
    while (end > SentCommand.MAX_LENGTH - 3 && (bytes[end] & 0xC0) == 0x80) {
      end--; // not in the middle of a character
    }
    Key beginning = Key.of(Arrays.copyOf(bytes, end));
    return beginning + "… (" + bytes.length + " bytes)";
  }
}
