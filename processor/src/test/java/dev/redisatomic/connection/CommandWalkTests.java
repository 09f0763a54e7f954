package dev.redisatomic.connection;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.command.ClassifiedCommand;
import dev.redisatomic.command.Command;
import dev.redisatomic.command.CommandRole;
import dev.redisatomic.command.Key;
import dev.redisatomic.command.Words;
import dev.redisatomic.connection.CommandWalk.Issued;
import dev.redisatomic.test.EachServer;
import dev.redisatomic.test.Protocol;
import dev.redisatomic.test.RedisSetup;
import java.lang.reflect.Method;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.connection.RedisConnection;

/** Goes through every method of Spring Data's connection and its command interfaces. */
@EachServer
class CommandWalkTests {

  private final RedisSetup redis;

  CommandWalkTests(RedisSetup redis) {
    this.redis = redis;
  }

  @ParameterizedTest
  @EnumSource
  void everyMethodIssuesOneCommandOrIsRefused(Protocol protocol) {
    try (CommandWalk walk = new CommandWalk(redis, protocol)) {
      everyMethodIssuesOneCommandOrIsRefused(walk);
    }
  }

  private static void everyMethodIssuesOneCommandOrIsRefused(CommandWalk walk) {
    SoftAssertions softly = new SoftAssertions();
    Map<String, Integer> most = new LinkedHashMap<>();
    for (CommandCall call : CommandCall.all()) {
      Issued issued = walk.issue(call);
      int count = issued.commands().size();
      most.merge(call.method().toString(), count, Math::max);
      if (CommandCall.REFUSED_METHODS.contains(call.name())) {
        softly.assertThat(count).as("commands of %s", call).isZero();
        softly
            .assertThat(issued.thrown())
            .as("refusal of %s", call)
            .isInstanceOf(InvalidDataAccessApiUsageException.class)
            .hasMessageContaining(call.name() + "(…) is not available inside an atomic method");
        most.remove(call.method().toString());
      } else {
        // a second command would never be issued once the first has been recorded
        softly.assertThat(count).as("commands of %s", call).isLessThanOrEqualTo(1);
      }
    }
    softly.assertThat(most).allSatisfy((method, count) -> assertThat(count).as(method).isOne());
    softly.assertAll();
  }

  @ParameterizedTest
  @EnumSource
  void noMethodIsMisfiled(Protocol protocol) {
    try (CommandWalk walk = new CommandWalk(redis, protocol)) {
      noMethodIsMisfiled(walk);
    }
  }

  private static void noMethodIsMisfiled(CommandWalk walk) {
    SoftAssertions softly = new SoftAssertions();
    Map<CommandRole, Set<String>> seen = new LinkedHashMap<>();
    for (CommandCall call : CommandCall.all()) {
      if (call.name().equals("watch") || call.name().equals("execute")) {
        continue; // adds to the watch set; does whatever it is told
      }
      for (Command command : walk.issue(call).commands()) {
        CommandRole expected =
            ExpectedRoles.of(command, walk.flags(ExpectedRoles.fullName(command)));
        CommandRole actual = walk.classify(command).role();
        softly
            .assertThat(actual)
            .as("%s, which issues %s", call, words(command))
            .isSameAs(expected);
        seen.computeIfAbsent(actual, role -> new TreeSet<>()).add(command.name());
      }
    }
    softly.assertAll();
    assertThat(seen.get(CommandRole.READ)).contains("GET", "HGETALL", "XREAD", "SORT", "PFCOUNT");
    assertThat(seen.get(CommandRole.WRITE))
        .contains("GETDEL", "GETEX", "SPOP", "LPOP", "XREADGROUP", "PUBLISH", "EVAL", "SORT");
    assertThat(seen.get(CommandRole.REFUSED)).contains("BLPOP", "XREAD", "SHUTDOWN", "EVALSHA");
  }

  /** The walk starts from one type; no command interface may be out of its sight. */
  @Test
  void theConnectionHasEveryCommandInterface() {
    Set<Class<?>> interfaces =
        Stream.of(RedisConnection.class.getMethods())
            .filter(method -> method.getParameterCount() == 0)
            .filter(method -> method.getName().endsWith("Commands"))
            .map(Method::getReturnType)
            .collect(Collectors.toSet());

    assertThat(interfaces).hasSizeGreaterThanOrEqualTo(11);
    assertThat(interfaces)
        .allSatisfy(commands -> assertThat(commands).isAssignableFrom(RedisConnection.class));
  }

  @ParameterizedTest
  @EnumSource
  void theKeysOfEveryMethodAreThoseThatTheServerFinds(Protocol protocol) {
    try (CommandWalk walk = new CommandWalk(redis, protocol)) {
      theKeysOfEveryMethodAreThoseThatTheServerFinds(walk);
    }
  }

  private static void theKeysOfEveryMethodAreThoseThatTheServerFinds(CommandWalk walk) {
    SoftAssertions softly = new SoftAssertions();
    for (CommandCall call : CommandCall.all()) {
      for (Command command : walk.issue(call).commands()) {
        if (walk.flags(ExpectedRoles.fullName(command)).isEmpty()) {
          continue; // nothing to compare with on this server
        }
        ClassifiedCommand classified = walk.classify(command);
        if (classified.role() != CommandRole.REFUSED) {
          softly
              .assertThat(classified.keys())
              .as("keys of %s, which issues %s", call, words(command))
              .hasSameElementsAs(expectedKeys(walk, command, classified.role()));
        }
      }
    }
    softly.assertAll();
  }

  @ParameterizedTest
  @EnumSource
  void everyCommandCanBeMadeForOtherKeys(Protocol protocol) {
    try (CommandWalk walk = new CommandWalk(redis, protocol)) {
      everyCommandCanBeMadeForOtherKeys(walk);
    }
  }

  private static void everyCommandCanBeMadeForOtherKeys(CommandWalk walk) {
    SoftAssertions softly = new SoftAssertions();
    int compared = 0;
    for (CommandCall call : CommandCall.all()) {
      for (Command command : walk.issue(call).commands()) {
        ClassifiedCommand classified = walk.classify(command);
        List<Key> keys = walk.keysByServer(command);
        if (classified.role() == CommandRole.REFUSED || keys.isEmpty()) {
          continue;
        }
        Command renamed = classified.withKeys(CommandWalkTests::renamed);
        softly
            .assertThat(walk.keysByServer(renamed))
            .as("keys of %s, from %s", words(renamed), words(command))
            .hasSameElementsAs(keys.stream().map(CommandWalkTests::renamed).toList());
        softly
            .assertThat(otherWords(renamed, keys.stream().map(CommandWalkTests::renamed).toList()))
            .as("what is left of %s without its keys", words(command))
            .isEqualTo(otherWords(command, keys));
        compared++;
      }
    }
    softly.assertAll();
    assertThat(compared).isGreaterThan(350);
  }

  private static Key renamed(Key key) {
    return Key.of("other{" + key + "}");
  }

  private static List<String> otherWords(Command command, List<Key> keys) {
    return IntStream.range(0, command.size())
        .mapToObj(command::word)
        .filter(word -> !keys.contains(Key.of(word)))
        .map(Words::text)
        .toList();
  }

  /** Of a write only the keys that it changes; servers before 7 do not tell which. */
  private static List<Key> expectedKeys(CommandWalk walk, Command command, CommandRole role) {
    List<Key> all = walk.keysByServer(command);
    if (all.isEmpty() && command.name().contains("EXPIRE")) {
      return List.of(Key.of(command.word(1))); // 6.2 does not know the options NX, XX, GT, LT
    }
    if (role == CommandRole.READ || command.name().equals("XREADGROUP")) {
      return all;
    }
    List<Key> written = walk.writtenByServer(command);
    return written.isEmpty() ? WrittenKeys.of(command, all) : written;
  }

  private static String words(Command command) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < command.size(); i++) {
      text.append(Words.text(command.word(i))).append(' ');
    }
    return text.toString().trim();
  }
}
