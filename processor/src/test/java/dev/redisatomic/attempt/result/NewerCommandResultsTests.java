package dev.redisatomic.attempt.result;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.command.Command;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Commands that the servers of the other tests may not have: which read shows their result, what it
 * is for which reply, and what is sent. In the tables {@code nil} is a nil, and several words are a
 * list.
 */
class NewerCommandResultsTests {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          HGETDEL k FIELDS 2 f g            | HMGET k f g | 1 nil   | 1 nil   | as it is
          HGETDEL k FIELDS 2 f g            | HMGET k f g | nil nil | nil nil | nothing
          HGETEX k EX 10 FIELDS 1 f         | HMGET k f   | 1       | 1       | as it is
          HGETEX k FIELDS 1 f               | HMGET k f   | 1       | 1       | nothing
          HGETEX k PERSIST FIELDS 1 f       | HMGET k f   | nil     | nil     | nothing
          HSETEX k FNX EX 9 FIELDS 2 f 1 g 2 | HMGET k f g | nil nil | =1     | as it is
          HSETEX k FNX FIELDS 2 f 1 g 2     | HMGET k f g | 1 nil   | =0      | nothing
          HSETEX k FXX FIELDS 2 f 1 g 2     | HMGET k f g | 1 nil   | =0      | nothing
          HSETEX k FXX FIELDS 2 f 1 g 2     | HMGET k f g | 1 2     | =1      | as it is
          SET k v IFEQ old EX 9             | GET k       | =old    | =OK     | SET k v EX 9
          SET k v IFEQ old                  | GET k       | =nil    | =nil    | nothing
          SET k v IFNE old                  | GET k       | =nil    | =OK     | SET k v
          SET k v IFNE old GET              | GET k       | =old    | =old    | nothing
          SET k v IFDEQ AB01                | DIGEST k    | =ab01   | =OK     | SET k v
          SET k v IFDNE ab01                | DIGEST k    | =ab01   | =nil    | nothing
          DELEX k                           | EXISTS k    | =1      | =1      | as it is
          DELEX k IFEQ old                  | GET k       | =old    | =1      | as it is
          DELEX k IFEQ old                  | GET k       | =new    | =0      | nothing
          DELEX k IFNE old                  | GET k       | =nil    | =0      | nothing
          DELEX k IFDNE ab01                | DIGEST k    | =ab02   | =1      | as it is
          DELIFEQ k old                     | GET k       | =old    | =1      | as it is
          DELIFEQ k old                     | GET k       | =nil    | =0      | nothing
          """)
  void theResultFollowsFromOneRead(
      String write, String read, String shown, String result, String sent) {
    Command command = command(write);
    NeededResult needed = Objects.requireNonNull(NeededResults.of(command));

    assertThat(needed.reads()).extracting(each -> words(each.command())).containsExactly(read);
    NeededResult.Answer answer = needed.answer().apply(replies(reply(shown)));
    assertThat(text(answer.reply())).isEqualTo(result.replace("=", ""));
    String sending = answer.sent() == null ? "nothing" : words(answer.sent());
    assertThat(sending).isEqualTo(sent.equals("as it is") ? write : sent);
  }

  @Test
  void withoutAConditionThereIsNothingToRead() {
    NeededResult needed =
        Objects.requireNonNull(NeededResults.of(command("HSETEX k EX 9 FIELDS 1 f 1")));

    assertThat(needed.reads()).isEmpty();
    assertThat(needed.answer().apply(List.of()).reply()).isEqualTo(1L);
  }

  /** The server has to say what is wrong, when it gets them. */
  @ParameterizedTest
  @CsvSource({
    "LPOP k many",
    "LPOP k -1",
    "SPOP k -2",
    "ZPOPMAX k 1 2",
    "LMOVE a b LEFT",
    "LMOVE a b UP LEFT",
    "LMPOP 3 a LEFT",
    "LMPOP 1 a LEFT COUNT 0",
    "ZMPOP 1 a FIRST",
    "SET k",
    "SET k v NX UNKNOWN",
    "MSETNX a 1 b",
    "HGETDEL k FIELDS 3 f",
    "HSETEX k FIELDS 1 f",
    "DELEX k IFEQ",
    "DELIFEQ k",
    "COPY a a",
    "COPY a b DB 1",
    "ZADD k 1 m",
    "ZADD k NX 1 m 2 n",
    "INCR k",
    "EXPIRE k 1"
  })
  void whatIsWrongOrHasNoSuchResultIsRecordedAsItIs(String write) {
    assertThat(NeededResults.of(command(write))).isNull();
  }

  private Command command(String line) {
    String[] words = line.split(" ");
    return Command.of(
        words[0],
        Stream.of(words).skip(1).map(word -> word.getBytes(UTF_8)).toArray(byte[][]::new));
  }

  private static String words(Command command) {
    StringBuilder text = new StringBuilder(command.name());
    for (int i = 1; i < command.size(); i++) {
      text.append(' ').append(new String(command.word(i), UTF_8));
    }
    return text.toString();
  }

  private static List<@Nullable Object> replies(@Nullable Object reply) {
    List<@Nullable Object> replies = new ArrayList<>();
    replies.add(reply);
    return replies;
  }

  private static @Nullable Object reply(String text) {
    if (text.startsWith("=")) {
      return word(text.substring(1));
    }
    return Arrays.stream(text.split(" ")).map(NewerCommandResultsTests::word).toList();
  }

  private static @Nullable Object word(String text) {
    if (text.equals("nil")) {
      return null;
    }
    return text.equals("1") || text.equals("2")
        ? (Object) Long.valueOf(text)
        : text.getBytes(UTF_8);
  }

  private static String text(@Nullable Object reply) {
    if (reply instanceof List<?> list) {
      return String.join(" ", list.stream().map(NewerCommandResultsTests::text).toList());
    }
    return reply == null
        ? "nil"
        : reply instanceof byte[] bytes ? new String(bytes, UTF_8) : reply.toString();
  }
}
