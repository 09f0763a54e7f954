package dev.redisatomic.attempt.result;

import dev.redisatomic.attempt.result.NeededResult.Read;
import dev.redisatomic.command.Command;
import dev.redisatomic.command.Key;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The words of a write, and the reads that are made of them.
 *
 * @param command the write
 */
record WriteWords(Command command) {

  int size() {
    return command.size();
  }

  byte[] word(int index) {
    return command.word(index);
  }

  Key key(int index) {
    return Key.of(command.word(index));
  }

  /** A word that may be an option, in upper case. */
  String option(int index) {
    return new String(command.word(index), StandardCharsets.ISO_8859_1).toUpperCase(Locale.ROOT);
  }

  /** A count, or -1 if the word is none: the server has to say so. */
  long count(int index) {
    try {
      return Math.max(-1, Long.parseLong(option(index)));
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  /** The words from one position up to another. */
  byte[][] words(int from, int to) {
    byte[][] words = new byte[to - from][];
    for (int i = from; i < to; i++) {
      words[i - from] = command.word(i);
    }
    return words;
  }

  /** A read of the key at this position. */
  Read read(@Nullable Object ifMissing, String name, int key, byte[]... more) {
    byte[][] arguments = new byte[more.length + 1][];
    arguments[0] = command.word(key);
    System.arraycopy(more, 0, arguments, 1, more.length);
    return new Read(Command.of(name, arguments), List.of(key(key)), ifMissing);
  }

  /** Whether the key at this position exists. */
  Read exists(int key) {
    return read(0L, "EXISTS", key);
  }

  /** Counts those of the keys that exist, each once. */
  Read exist(int first, int step) {
    Set<Key> keys = new LinkedHashSet<>();
    for (int i = first; i < command.size(); i += step) {
      keys.add(Key.of(command.word(i)));
    }
    byte[][] words = keys.stream().map(Key::bytes).toArray(byte[][]::new);
    return new Read(Command.of("EXISTS", words), List.copyOf(keys), 0L);
  }

  static byte[] bytes(String word) {
    return word.getBytes(StandardCharsets.US_ASCII);
  }

  static byte[] bytes(long number) {
    return bytes(Long.toString(number));
  }
}
