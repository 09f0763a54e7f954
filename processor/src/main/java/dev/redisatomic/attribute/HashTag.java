package dev.redisatomic.attribute;

import dev.redisatomic.attribute.KeyTemplate.Part;
import java.util.List;

/**
 * The part of a template that decides on the slot of its keys on a cluster, as far as values make
 * it: <code>{{}}</code>. A tag that turns out to be empty is none, and the key would be in a slot
 * that nobody had in mind.
 *
 * @param from the first of its parts
 * @param to the part that ends it; not after {@code from} if no tag depends on values alone
 * @see <a href="https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/">Hash
 *     tags</a>
 */
record HashTag(int from, int to) {

  private static final HashTag NONE = new HashTag(0, 0);

  static HashTag in(List<Part> parts) {
    for (int i = 0; i < parts.size(); i++) {
      String text = literal(parts, i);
      int brace = text.indexOf('{');
      if (brace >= 0) {
        // only the first brace of a key counts
        return brace == text.length() - 1 ? after(i, parts) : NONE;
      }
    }
    return NONE;
  }

  private static HashTag after(int opening, List<Part> parts) {
    int end = opening + 1;
    while (end < parts.size() && !(parts.get(end) instanceof Part.Literal)) {
      end++;
    }
    return end < parts.size() && literal(parts, end).startsWith("}")
        ? new HashTag(opening + 1, end)
        : NONE;
  }

  private static String literal(List<Part> parts, int index) {
    return parts.get(index) instanceof Part.Literal literal ? literal.text().toString() : "";
  }

  /**
   * Looks at the pieces of one key.
   *
   * @throws IllegalArgumentException if the tag is empty
   */
  void requireText(byte[][] pieces) {
    for (int i = from; i < to; i++) {
      if (pieces[i].length > 0) {
        return;
      }
    }
    if (from < to) {
      throw new IllegalArgumentException(
          "its value is empty, and with it the hash tag, so the key would be in any slot of a"
              + " cluster instead of the one of its tag");
    }
  }
}
