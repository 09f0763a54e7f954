package dev.redisatomic.testing;

import dev.redisatomic.SentCommand;
import dev.redisatomic.command.Command;
import dev.redisatomic.command.CommandCatalog;
import dev.redisatomic.command.Key;
import dev.redisatomic.command.QuestionRefusedException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Shows of commands what is not a value: their names, their keys, how the reply begins. */
final class HiddenValues {

  private static final String HIDDEN = "…";

  /** Commands all of whose words are keys, but which no body may send. */
  private static final Set<String> WATCHES = Set.of("WATCH");

  private static final Set<String> SHOWN = Set.of("OK", "QUEUED", "(nil)", "(no reply)");

  private static final CommandCatalog CATALOG = new CommandCatalog();

  private HiddenValues() {}

  static SentCommand in(SentCommand command) {
    List<String> words = command.words();
    Set<String> keys = keys(words);
    List<String> shown = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      boolean show = i == 0 || WATCHES.contains(words.get(0)) || keys.contains(words.get(i));
      shown.add(show ? words.get(i) : HIDDEN);
    }
    return new SentCommand(shown, reply(command.reply()));
  }

  private static Set<String> keys(List<String> words) {
    byte[][] arguments =
        words.stream()
            .skip(1)
            .map(word -> word.getBytes(StandardCharsets.UTF_8))
            .toArray(byte[][]::new);
    return CATALOG
        .classify(
            Command.of(words.get(0), arguments),
            question -> {
              throw new QuestionRefusedException(
                  "NOPERM", new UnsupportedOperationException("Nobody is asked"));
            })
        .keys()
        .stream()
        .map(Key::toString)
        .collect(Collectors.toSet());
  }

  private static String reply(String reply) {
    if (SHOWN.contains(reply)) {
      return reply;
    }
    return reply.startsWith("(error) ") ? reply.split(" ", 3)[1] + " " + HIDDEN : HIDDEN;
  }
}
