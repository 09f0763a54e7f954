package dev.redisatomic.test;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Cuts a stream of bytes into complete RESP2 or RESP3 values, because TCP delivers it in any
 * segments.
 */
final class RespFrames {

  private static final int INCOMPLETE = -1;

  private byte[] pending = new byte[0];

  /** The values that these bytes complete. */
  List<byte[]> add(byte[] bytes, int length) {
    int kept = pending.length;
    pending = Arrays.copyOf(pending, kept + length);
    System.arraycopy(bytes, 0, pending, kept, length);

    List<byte[]> complete = new ArrayList<>();
    int start = 0;
    for (int end = end(start); end != INCOMPLETE; end = end(start)) {
      complete.add(Arrays.copyOfRange(pending, start, end));
      start = end;
    }
    pending = Arrays.copyOfRange(pending, start, pending.length);
    return complete;
  }

  /** Whether a value has begun and not ended. */
  boolean isPartial() {
    return pending.length > 0;
  }

  private int end(int start) {
    int afterLine = afterLine(start);
    if (afterLine == INCOMPLETE) {
      return INCOMPLETE;
    }
    return switch (pending[start]) {
      case '+', '-', ':', ',', '#', '_', '(' -> afterLine;
      case '$', '=', '!' -> afterBytes(afterLine, number(start));
      case '*', '~', '>' -> afterValues(afterLine, number(start));
      case '%' -> afterValues(afterLine, 2 * number(start));
      case '|' -> afterValues(afterLine, 2 * number(start) + 1); // and the value they describe
      default -> throw new IllegalStateException("Not RESP: " + text(start, afterLine - 2));
    };
  }

  private int afterLine(int start) {
    for (int i = start + 1; i < pending.length; i++) {
      if (pending[i] == '\n') {
        return i + 1;
      }
    }
    return INCOMPLETE;
  }

  private int afterBytes(int start, int length) {
    int end = length < 0 ? start : start + length + 2;
    return end <= pending.length ? end : INCOMPLETE;
  }

  private int afterValues(int start, int count) {
    int end = start;
    for (int i = 0; i < count && end != INCOMPLETE; i++) {
      end = end(end);
    }
    return end;
  }

  private int number(int start) {
    return Integer.parseInt(text(start + 1, afterLine(start) - 2));
  }

  private String text(int from, int to) {
    return new String(pending, from, to - from, UTF_8);
  }

  /** Such as [SET, key, value]. */
  static List<String> words(byte[] command) {
    RespFrames arguments = new RespFrames();
    arguments.pending = command;
    List<String> words = new ArrayList<>();
    int position = arguments.afterLine(0);
    for (int count = arguments.number(0); count > 0; count--) {
      int start = arguments.afterLine(position);
      position = arguments.end(position);
      words.add(arguments.text(start, position - 2));
    }
    return List.copyOf(words);
  }

  /** A value that the server sends unasked, and so not a reply. */
  static boolean isPush(byte[] value) {
    return value[0] == '>';
  }
}
