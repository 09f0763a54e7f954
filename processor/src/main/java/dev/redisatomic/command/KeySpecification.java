package dev.redisatomic.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Describes where a command has keys, as Redis does it: where to begin, and how to go on from
 * there.
 *
 * @param use what the command does with them
 * @param begin finds the first of them, or what tells how many there are
 * @param find goes on from there
 * @see <a href="https://redis.io/docs/latest/develop/reference/key-specs/">Key specifications</a>
 */
record KeySpecification(KeyUse use, Begin begin, Find find) {

  /** The place to begin at. */
  sealed interface Begin {
    /** The index of a word; 0 for nowhere, and it may be behind the last one. */
    int in(Command command);
  }

  /**
   * A fixed place.
   *
   * @param at the index of a word
   */
  record Index(int at) implements Begin {
    @Override
    public int in(Command command) {
      return at;
    }
  }

  /**
   * The place behind the first word of this text.
   *
   * @param word in any case
   * @param from where to look first; negative to count from the end, and to look backwards
   */
  record Keyword(String word, int from) implements Begin {
    @Override
    public int in(Command command) {
      int step = from < 0 ? -1 : 1;
      for (int i = from < 0 ? command.size() + from : from;
          i > 0 && i < command.size();
          i += step) {
        if (Words.text(command.word(i)).equalsIgnoreCase(word)) {
          return i + 1;
        }
      }
      return 0;
    }
  }

  /** The way to go on. */
  sealed interface Find {
    /** Adds the indexes of the keys, none of them behind the last word. */
    void addTo(List<Integer> indexes, Command command, int begin);
  }

  /**
   * All keys up to a last one.
   *
   * @param last how far the last one is; negative to count from the end
   * @param step the distance from key to key
   * @param limit of the words that are left, the part that is keys: one half for 2
   */
  record Range(int last, int step, int limit) implements Find {
    @Override
    public void addTo(List<Integer> indexes, Command command, int begin) {
      int end;
      if (last >= 0) {
        end = begin + last;
      } else if (limit > 1) {
        end = begin + (command.size() - begin) / limit + last;
      } else {
        end = command.size() + last;
      }
      for (int i = begin; i <= end && i < command.size(); i += step) {
        indexes.add(i);
      }
    }
  }

  /**
   * A number of keys that one of the words gives.
   *
   * @param count how far that word is
   * @param first how far the first key is
   * @param step the distance from key to key
   */
  record Counted(int count, int first, int step) implements Find {
    @Override
    public void addTo(List<Integer> indexes, Command command, int begin) {
      long keys = number(command, begin + count);
      for (int i = begin + first; keys > 0 && i < command.size(); i += step) {
        indexes.add(i);
        keys--;
      }
    }

    /** Reads a number; 0 if there is none, since the server will refuse the command anyway. */
    private static long number(Command command, int index) {
      try {
        return index < command.size() ? Long.parseLong(Words.text(command.word(index))) : 0;
      } catch (NumberFormatException e) {
        return 0;
      }
    }
  }

  /** Reads such as {@code write index 1 range 0 1 0}. */
  static KeySpecification parse(String text) {
    String[] words = text.trim().split(" ", -1);
    boolean isKeyword = words[1].equals("keyword");
    int at = isKeyword ? 4 : 3;
    return new KeySpecification(
        KeyUse.valueOf(words[0].toUpperCase(Locale.ROOT)),
        isKeyword
            ? new Keyword(words[2], Integer.parseInt(words[3]))
            : new Index(Integer.parseInt(words[2])),
        find(words[at], number(words, at + 1), number(words, at + 2), number(words, at + 3)));
  }

  private static int number(String[] words, int index) {
    return Integer.parseInt(words[index]);
  }

  /** One way to go on; throws for one that has another name. */
  static Find find(String type, int first, int second, int third) {
    return switch (type) {
      case "range" -> new Range(first, Math.max(second, 1), third);
      case "keynum" -> new Counted(first, second, Math.max(third, 1));
      default -> throw new IllegalArgumentException("No way to find keys: " + type);
    };
  }

  /** The one place at which there is always exactly one key; {@code null} if it is not so. */
  @Nullable KeyPosition only() {
    return begin instanceof Index index && find instanceof Range range && range.last() == 0
        ? new KeyPosition(index.at(), use)
        : null;
  }

  /** Whether neither an option nor a number decides where the keys are. */
  boolean isFixed() {
    return begin instanceof Index && find instanceof Range;
  }

  /** Adds the keys of a command to those that are known. */
  void addTo(List<KeyPosition> positions, Command command) {
    int first = begin.in(command);
    if (first > 0) {
      List<Integer> indexes = new ArrayList<>();
      find.addTo(indexes, command, first);
      indexes.forEach(index -> positions.add(new KeyPosition(index, use)));
    }
  }
}
