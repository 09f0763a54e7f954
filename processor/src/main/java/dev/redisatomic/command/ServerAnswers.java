package dev.redisatomic.command;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads what a server says about a command in {@code COMMAND INFO}.
 *
 * @see <a href="https://redis.io/docs/latest/commands/command-info/">COMMAND INFO</a>
 */
final class ServerAnswers {

  private static final int FLAGS = 2;
  private static final int FIRST_KEY = 3;
  private static final int LAST_KEY = 4;
  private static final int STEP = 5;
  private static final int SPECIFICATIONS = 8;
  private static final int SUBCOMMANDS = 9;

  private ServerAnswers() {}

  /**
   * A server's answer about one command.
   *
   * @param info flags, and the places of keys that it names
   * @param hasMoreKeys whether there may be keys elsewhere, so that each call has to be asked about
   * @param subcommands answers about its subcommands, by the second word in upper case; servers
   *     before Redis 7 give none
   */
  record Answer(CommandInfo info, boolean hasMoreKeys, Map<String, Answer> subcommands) {

    /** The part that is about this command, or {@code null} if the server does not know it. */
    @Nullable Answer on(Command command) {
      return subcommands.isEmpty() || command.size() < 2
          ? this
          : subcommands.get(Words.text(command.word(1)).toUpperCase(Locale.ROOT));
    }
  }

  /** Reads the server's answer; gives {@code null} if it does not know the command. */
  static @Nullable Answer parse(@Nullable Object reply) {
    return reply instanceof List<?> commands
            && !commands.isEmpty()
            && commands.get(0) instanceof List<?> entry
            && entry.size() > STEP
        ? answer(entry)
        : null;
  }

  /** The second word, in upper case, of a name such as "object|encoding". */
  private static String secondWord(@Nullable Object name) {
    String text = Words.text(name);
    return text.substring(text.indexOf('|') + 1).toUpperCase(Locale.ROOT);
  }

  private static Answer answer(List<?> entry) {
    List<String> flags = new ArrayList<>();
    ((Collection<?>) entry.get(FLAGS)).forEach(flag -> flags.add(Words.text(flag)));
    List<KeySpecification> specifications = new ArrayList<>();
    boolean hasMoreKeys = false;
    boolean keysMove = flags.contains("movablekeys");
    if (entry.size() > SPECIFICATIONS && entry.get(SPECIFICATIONS) instanceof Collection<?> all) {
      for (Object one : all) {
        KeySpecification specification = specification(map(one));
        if (specification == null) {
          hasMoreKeys = true;
        } else {
          specifications.add(specification);
        }
      }
      // if none of them moves, a function of the module finds the keys
      hasMoreKeys |= keysMove && specifications.stream().allMatch(KeySpecification::isFixed);
    } else {
      hasMoreKeys = keysMove;
      int first = number(entry.get(FIRST_KEY));
      if (first > 0) {
        int last = number(entry.get(LAST_KEY));
        specifications.add(
            new KeySpecification(
                flags.contains("readonly") ? KeyUse.READ : KeyUse.WRITE,
                new KeySpecification.Index(first),
                KeySpecification.find(
                    "range", last < 0 ? last : last - first, number(entry.get(STEP)), 0)));
      }
    }
    return new Answer(
        new CommandInfo(CommandFlag.of(flags), specifications), hasMoreKeys, subcommands(entry));
  }

  private static Map<String, Answer> subcommands(List<?> entry) {
    Map<String, Answer> subcommands = new HashMap<>();
    if (entry.size() > SUBCOMMANDS && entry.get(SUBCOMMANDS) instanceof Collection<?> all) {
      for (Object one : all) {
        if (one instanceof List<?> its && its.size() > STEP) {
          subcommands.put(secondWord(its.get(0)), answer(its));
        }
      }
    }
    return subcommands;
  }

  /** Reads one key specification; {@code null} if it does not find all keys. */
  private static @Nullable KeySpecification specification(Map<String, @Nullable Object> parts) {
    List<String> flags = new ArrayList<>();
    if (parts.get("flags") instanceof Collection<?> all) {
      all.forEach(flag -> flags.add(Words.text(flag)));
    }
    KeySpecification.Begin begin = begin(map(parts.get("begin_search")));
    KeySpecification.Find find = find(map(parts.get("find_keys")));
    if (begin == null || find == null || flags.contains("incomplete")) {
      return null;
    }
    KeyUse use = flags.contains("RO") ? KeyUse.READ : KeyUse.WRITE;
    return new KeySpecification(flags.contains("not_key") ? KeyUse.CHANNEL : use, begin, find);
  }

  private static KeySpecification.@Nullable Begin begin(Map<String, @Nullable Object> part) {
    Map<String, @Nullable Object> details = map(part.get("spec"));
    return switch (Words.text(part.get("type"))) {
      case "index" -> new KeySpecification.Index(number(details.get("index")));
      case "keyword" ->
          new KeySpecification.Keyword(
              Words.text(details.get("keyword")), number(details.get("startfrom")));
      default -> null;
    };
  }

  private static KeySpecification.@Nullable Find find(Map<String, @Nullable Object> part) {
    Map<String, @Nullable Object> details = map(part.get("spec"));
    String type = Words.text(part.get("type"));
    return switch (type) {
      case "range" ->
          KeySpecification.find(
              type,
              number(details.get("lastkey")),
              number(details.get("keystep")),
              number(details.get("limit")));
      case "keynum" ->
          KeySpecification.find(
              type,
              number(details.get("keynumidx")),
              number(details.get("firstkey")),
              number(details.get("keystep")));
      default -> null;
    };
  }

  /** A map of RESP3, or the list of its keys and values of RESP2. */
  private static Map<String, @Nullable Object> map(@Nullable Object reply) {
    Map<String, @Nullable Object> map = new HashMap<>();
    if (reply instanceof Map<?, ?> entries) {
      entries.forEach((key, value) -> map.put(Words.text(key), value));
    } else if (reply instanceof Collection<?> flat) {
      for (Iterator<?> words = flat.iterator(); words.hasNext(); ) {
        String key = Words.text(words.next());
        map.put(key, words.hasNext() ? words.next() : null);
      }
    }
    return map;
  }

  private static int number(@Nullable Object reply) {
    return reply instanceof Number number ? number.intValue() : 0;
  }
}
