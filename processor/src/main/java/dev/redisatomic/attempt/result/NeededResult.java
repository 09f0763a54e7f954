package dev.redisatomic.attempt.result;

import dev.redisatomic.command.Command;
import dev.redisatomic.command.Key;
import dev.redisatomic.driver.ErrorReply;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The way to the result of one write before it is sent: the reads that show it, and what follows
 * from their replies. WATCH keeps it true until the commit.
 *
 * @param reads none if the result is always the same
 * @param dispensable whether the write stays without a result where the body has written the key
 *     already; otherwise that is refused
 * @param answer makes the result of the raw replies, in the order of the reads, errors among them;
 *     may throw what the server would answer
 */
public record NeededResult(
    List<Read> reads, boolean dispensable, Function<List<@Nullable Object>, Answer> answer) {

  /**
   * One exact read.
   *
   * @param command what to send
   * @param keys the keys that it names
   * @param ifMissing the reply if none of the keys exists
   */
  public record Read(Command command, List<Key> keys, @Nullable Object ifMissing) {}

  /**
   * The answer of a write, and what it does.
   *
   * @param reply the raw reply, in the form of the write's own
   * @param sent what is sent at the commit; {@code null} if that would change nothing
   */
  public record Answer(@Nullable Object reply, @Nullable Command sent) {}

  static NeededResult of(Read read, Function<@Nullable Object, Answer> answer) {
    return of(List.of(read), replies -> answer.apply(replies.get(0)));
  }

  static NeededResult of(List<Read> reads, Function<List<@Nullable Object>, Answer> answer) {
    return ofAny(
        reads,
        replies -> {
          replies.forEach(NeededResult::requireNoError);
          return answer.apply(replies);
        });
  }

  /** Makes the result of a write that may not come to some of what is read: errors mean nothing. */
  static NeededResult ofAny(List<Read> reads, Function<List<@Nullable Object>, Answer> answer) {
    return new NeededResult(reads, false, answer);
  }

  /** Throws what the server would answer to the write, too. */
  static void requireNoError(@Nullable Object reply) {
    if (reply instanceof ErrorReply error) {
      throw error.translated();
    }
  }

  static NeededResult always(Object reply, Command write) {
    Answer answer = new Answer(reply, write);
    return new NeededResult(List.of(), false, replies -> answer);
  }

  NeededResult unlessWritten() {
    return new NeededResult(reads, true, answer);
  }
}
