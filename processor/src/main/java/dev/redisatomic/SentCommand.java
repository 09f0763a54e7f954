package dev.redisatomic;

import java.util.List;

/**
 * A command on the wire and its reply, as text to look at. Holds values of keys and arguments.
 *
 * @param words the command's name and its arguments. Bytes that are not printable are shown as
 *     {@code \xNN}; of a word with more than {@value #MAX_LENGTH} bytes there is the beginning, and
 *     how long it is
 * @param reply the reply as {@code redis-cli} would show it in one line, such as {@code OK}, {@code
 *     QUEUED}, {@code (nil)}, {@code "100"}, {@code (integer) 7}, {@code [OK, (integer) 7]} or
 *     {@code (error) WRONGTYPE …}, shortened like the words; {@code (no reply)} if the connection
 *     was lost
 */
public record SentCommand(List<String> words, String reply) {

  /** The length in bytes beyond which words and texts in replies are shortened. */
  public static final int MAX_LENGTH = 256;

  /** Copies the list. */
  public SentCommand {
    words = List.copyOf(words);
  }

  /**
   * The command with its reply.
   *
   * @return such as {@code GET account:1 → "100"}
   */
  @Override
  public String toString() {
    return String.join(" ", words) + " → " + reply;
  }
}
