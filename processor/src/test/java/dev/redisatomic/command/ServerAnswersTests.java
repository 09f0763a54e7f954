package dev.redisatomic.command;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Answers about commands of modules, which no server under test has; Redis 7.0.15 gave them. */
class ServerAnswersTests {

  /** Of a command whose keys a function of its module finds. */
  @Test
  void theServerHasToBeAskedForKeysThatNoSpecificationNames() {
    assertThat(hasMoreKeys(List.of("readonly", "module", "movablekeys"))).isTrue();
  }

  /** Of such a command with one fixed key, which need not be the only one. */
  @Test
  void theServerHasToBeAskedForKeysBesideAFixedOne() {
    assertThat(hasMoreKeys(List.of("readonly", "module", "movablekeys"), fixedKey(List.of("RW"))))
        .isTrue();
  }

  @Test
  void theServerHasToBeAskedWhereASpecificationIsNotComplete() {
    assertThat(hasMoreKeys(List.of("readonly", "module"), fixedKey(List.of("RO", "incomplete"))))
        .isTrue();
  }

  @Test
  void aFixedKeyNeedsNoQuestion() {
    assertThat(hasMoreKeys(List.of("readonly", "module"), fixedKey(List.of("RO")))).isFalse();
  }

  @Test
  void aNumberOfKeysNeedsNoQuestion() {
    assertThat(hasMoreKeys(List.of("readonly", "movablekeys"), countedKeys())).isFalse();
  }

  private static boolean hasMoreKeys(List<String> flags, Object... specifications) {
    List<Object> entry =
        List.of(
            "rv.read",
            -1L,
            flags,
            0L,
            0L,
            0L,
            List.of(),
            List.of(),
            List.of(specifications),
            List.of());
    return requireNonNull(ServerAnswers.parse(List.of(bytes(entry)))).hasMoreKeys();
  }

  private static Map<String, Object> fixedKey(List<String> flags) {
    return specification(
        flags, Map.of("type", "range", "spec", Map.of("lastkey", 0L, "keystep", 1L, "limit", 0L)));
  }

  private static Map<String, Object> countedKeys() {
    return specification(
        List.of("RO"),
        Map.of("type", "keynum", "spec", Map.of("keynumidx", 0L, "firstkey", 1L, "keystep", 1L)));
  }

  private static Map<String, Object> specification(List<String> flags, Map<String, Object> find) {
    return Map.of(
        "flags", flags,
        "begin_search", Map.of("type", "index", "spec", Map.of("index", 1L)),
        "find_keys", find);
  }

  /** As RESP2 has it: words as bytes, maps as lists of keys and values. */
  private static Object bytes(Object reply) {
    if (reply instanceof String text) {
      return Words.bytes(text);
    }
    if (reply instanceof Map<?, ?> map) {
      return map.entrySet().stream()
          .flatMap(each -> Stream.of(bytes(each.getKey()), bytes(each.getValue())))
          .toList();
    }
    return reply instanceof List<?> list
        ? list.stream().map(ServerAnswersTests::bytes).toList()
        : reply;
  }
}
