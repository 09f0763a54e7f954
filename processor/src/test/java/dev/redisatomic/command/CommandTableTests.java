package dev.redisatomic.command;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.RedisSetup;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Protocol;

/** The table says what servers say of themselves. */
@EachServer
class CommandTableTests {

  private static final Set<CommandFlag> RESTRICTIONS =
      EnumSet.complementOf(EnumSet.of(CommandFlag.READONLY));

  /** For all forms of two words at once, and answers to web browsers. */
  private static final Set<String> ONLY_REDIS_6 =
      Set.of(
          "ACL", "CLIENT", "CLUSTER", "CONFIG", "LATENCY", "MEMORY", "MODULE", "OBJECT", "PUBSUB",
          "SCRIPT", "SLOWLOG", "XGROUP", "XINFO", "HOST:", "POST");

  private final Map<String, ServerAnswers.Answer> server = new TreeMap<>();

  CommandTableTests(RedisSetup redis) {
    for (Object entry : (List<?>) redis.admin().sendCommand(Protocol.Command.COMMAND)) {
      String name = Words.text(((List<?>) entry).get(0)).toUpperCase(Locale.ROOT);
      ServerAnswers.Answer answer = requireNonNull(ServerAnswers.parse(List.of(entry)), name);
      if (answer.subcommands().isEmpty()) {
        server.put(name, answer);
      }
      answer.subcommands().forEach((second, its) -> server.put(name + ' ' + second, its));
    }
  }

  @Test
  void noCommandIsLessRestrictedThanTheServerSays() {
    SoftAssertions softly = new SoftAssertions();
    server.forEach(
        (name, answer) -> {
          CommandInfo info = CommandTable.infoOn(name);
          if (info == null) {
            return; // the server is asked
          }
          Set<CommandFlag> restrictions = EnumSet.copyOf(RESTRICTIONS);
          restrictions.retainAll(answer.info().flags());
          softly.assertThat(info.flags()).as(name).containsAll(restrictions);
          if (info.is(CommandFlag.READONLY)) {
            softly.assertThat(answer.info().flags()).as(name).contains(CommandFlag.READONLY);
          }
        });
    softly.assertAll();
  }

  @Test
  void theTableHasEveryCommandOfTheServer() {
    Set<String> known = new TreeSet<>(server.keySet());
    known.removeAll(ONLY_REDIS_6);

    assertThat(known)
        .hasSizeGreaterThan(200)
        .allSatisfy(name -> assertThat(CommandTable.infoOn(name)).as(name).isNotNull());
  }

  /** Words that are numbers name as many keys as there can be. */
  @Test
  void theKeysAreWhereTheServerHasThem() {
    SoftAssertions softly = new SoftAssertions();
    int compared = 0;
    for (Map.Entry<String, ServerAnswers.Answer> entry : server.entrySet()) {
      CommandInfo info = CommandTable.infoOn(entry.getKey());
      if (info == null || entry.getValue().hasMoreKeys()) {
        continue;
      }
      for (int size = 2; size < 12; size++) {
        Command command = numbers(entry.getKey(), size);
        softly
            .assertThat(words(info.keysOf(command)))
            .as("%s with %d words", entry.getKey(), size)
            .containsAll(words(entry.getValue().info().keysOf(command)));
        compared++;
      }
    }
    softly.assertAll();
    assertThat(compared).isGreaterThan(1500);
  }

  private static List<Integer> words(List<KeyPosition> positions) {
    return positions.stream().map(KeyPosition::word).toList();
  }

  private static Command numbers(String fullName, int size) {
    String[] names = fullName.split(" ", -1);
    List<byte[]> words = new ArrayList<>();
    for (int i = 1; i < size; i++) {
      words.add((i < names.length ? names[i] : String.valueOf(i)).getBytes(StandardCharsets.UTF_8));
    }
    return Command.of(names[0], words.toArray(byte[][]::new));
  }

  /** Otherwise it would have to be looked at which of the two is right. */
  @Test
  void nothingIsWrittenByHandThatTheServersSay() {
    Map<String, CommandInfo> generated = new HashMap<>();
    Map<String, CommandInfo> byHand = new HashMap<>();
    CommandTable.read(CommandTable.GENERATED, generated);
    CommandTable.read(CommandTable.BY_HAND, byHand);

    assertThat(byHand).isNotEmpty();
    assertThat(byHand.keySet()).doesNotContainAnyElementsOf(generated.keySet());
  }
}
