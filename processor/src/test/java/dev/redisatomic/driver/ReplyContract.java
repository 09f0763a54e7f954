package dev.redisatomic.driver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.command.Command;
import dev.redisatomic.test.Protocol;
import dev.redisatomic.test.RecordingProxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.dao.DataAccessException;

/** {@link PinnedConnection#send}: the forms of replies, their order, and one write for all. */
interface ReplyContract extends DriverContract {

  private static void assertText(@Nullable Object reply, String text) {
    assertThat(reply)
        .isInstanceOfSatisfying(
            byte[].class, bytes -> assertThat(bytes).asString(UTF_8).isEqualTo(text));
  }

  private static void assertTexts(@Nullable Object reply, String... texts) {
    List<?> list = list(reply);
    assertThat(list).hasSize(texts.length);
    for (int i = 0; i < texts.length; i++) {
      assertText(list.get(i), texts[i]);
    }
  }

  private static ErrorReply error(@Nullable Object reply) {
    if (reply instanceof ErrorReply error) {
      return error;
    }
    throw new AssertionError("Not an error: " + reply);
  }

  private static Map<?, ?> map(@Nullable Object reply) {
    if (reply instanceof Map<?, ?> map) {
      return map;
    }
    throw new AssertionError("Not a map: " + reply);
  }

  private static List<?> list(@Nullable Object reply) {
    if (reply instanceof List<?> list) {
      return list;
    }
    throw new AssertionError("Not a list: " + reply);
  }

  @ParameterizedTest
  @EnumSource
  default void statusesTextsNumbersAndNil(Protocol protocol) {
    try (HeldConnection connection = connection(protocol)) {
      assertText(connection.send("SET", "key", "é"), "OK");
      assertText(connection.send("GET", "key"), "é");
      assertText(connection.send("SET", "empty", ""), "OK");
      assertText(connection.send("GET", "empty"), "");
      assertThat(connection.send("GET", "missing")).isNull();
      assertThat(connection.send("INCR", "number")).isEqualTo(1L);
      assertThat(connection.send("DECRBY", "number", "5000000000")).isEqualTo(-4_999_999_999L);
      assertThat(connection.send("INFO", "server"))
          .isInstanceOfSatisfying(
              byte[].class, text -> assertThat(text).asString(UTF_8).contains("redis_version:"));
    }
  }

  @ParameterizedTest
  @EnumSource
  default void arraysAlsoInsideOthers(Protocol protocol) {
    try (HeldConnection connection = connection(protocol)) {
      connection.send("RPUSH", "list", "a", "b");
      assertTexts(connection.send("LRANGE", "list", "0", "-1"), "a", "b");
      assertTexts(connection.send("LRANGE", "missing", "0", "-1"));
      connection.send("SADD", "set", "a");
      assertTexts(connection.send("SMEMBERS", "set"), "a");

      List<?> nested = list(connection.send("EVAL", "return {7,{'a',{}},false}", "0"));

      assertThat(nested).hasSize(3);
      assertThat(nested.get(0)).isEqualTo(7L);
      assertText(list(nested.get(1)).get(0), "a");
      assertThat(list(list(nested.get(1)).get(1))).isEmpty();
      assertThat(nested.get(2)).isNull();
    }
  }

  @ParameterizedTest
  @EnumSource
  default void aNullArrayInsideAnotherIsNilOrToldApart(Protocol protocol) {
    try (HeldConnection connection = connection(protocol)) {
      connection.send("GEOADD", "geo", "1", "1", "there");

      List<?> positions = list(connection.send("GEOPOS", "geo", "there", "missing"));

      assertThat(list(positions.get(0))).hasSize(2);
      assertThat(positions.get(1)).isIn(null, NullArray.INSTANCE);
    }
  }

  @Test
  default void resp3HasMapsDoublesAndBooleans() {
    try (HeldConnection connection = connection(Protocol.RESP3)) {
      connection.send("HSET", "hash", "field", "value", "other", "second");
      connection.send("ZADD", "scores", "1.5", "member");

      Map<?, ?> map = map(connection.send("HGETALL", "hash"));
      assertTexts(new ArrayList<>(map.keySet()), "field", "other");
      assertTexts(new ArrayList<>(map.values()), "value", "second");
      assertThat(connection.send("ZSCORE", "scores", "member")).isEqualTo(1.5);
      assertThat(connection.send("EVAL", "redis.setresp(3) return true", "0")).isEqualTo(true);
      assertThat(connection.send("EVAL", "redis.setresp(3) return {double=0.25}", "0"))
          .isEqualTo(0.25);
    }
  }

  @Test
  default void resp2HasNeither() {
    try (HeldConnection connection = connection(Protocol.RESP2)) {
      connection.send("HSET", "hash", "field", "value");
      connection.send("ZADD", "scores", "1.5", "member");

      assertTexts(connection.send("HGETALL", "hash"), "field", "value");
      assertText(connection.send("ZSCORE", "scores", "member"), "1.5");
    }
  }

  @ParameterizedTest
  @EnumSource
  default void anErrorStandsInItsPlaceAndIsTranslated(Protocol protocol) {
    try (HeldConnection connection = connection(protocol)) {
      List<@Nullable Object> replies =
          connection.sendAll("SET text a", "LPUSH text b", "NONSENSE", "GET text");

      assertText(replies.get(0), "OK");
      ErrorReply wrongType = error(replies.get(1));
      assertThat(wrongType.code()).isEqualTo("WRONGTYPE");
      assertThat(wrongType.kind()).isEqualTo(ErrorReply.Kind.OTHER);
      assertThat(wrongType.message()).startsWith("WRONGTYPE Operation against a key");
      assertThat(wrongType.translated())
          .isInstanceOf(DataAccessException.class)
          .hasMessageContaining(wrongType.message());
      ErrorReply unknown = error(replies.get(2));
      assertThat(unknown.code()).isEqualTo("ERR");
      assertThat(unknown.kind()).isEqualTo(ErrorReply.Kind.REFUSED);
      assertThat(unknown.translated()).isInstanceOf(DataAccessException.class);
      assertText(replies.get(3), "a");
    }
  }

  @ParameterizedTest
  @EnumSource
  default void anErrorInsideExecLeavesTheOtherResults(Protocol protocol) {
    try (HeldConnection connection = connection(protocol)) {
      List<@Nullable Object> replies =
          connection.sendAll("SET text a", "MULTI", "INCR text", "GET text", "EXEC");

      assertText(replies.get(1), "OK");
      assertText(replies.get(2), "QUEUED");
      List<?> results = list(replies.get(4));
      assertThat(results).hasSize(2);
      assertThat(error(results.get(0)).code()).isEqualTo("ERR");
      assertThat(error(results.get(0)).message()).contains("not an integer");
      assertThat(error(results.get(0)).translated()).isInstanceOf(DataAccessException.class);
      assertText(results.get(1), "a");
    }
  }

  @ParameterizedTest
  @EnumSource
  default void execAnswersNilAfterAConflictAndAnErrorAfterARefusedCommand(Protocol protocol) {
    try (HeldConnection connection = connection(protocol)) {
      connection.sendAll("WATCH key", "GET key");
      redis().other().set("key", "theirs");
      assertThat(connection.sendAll("MULTI", "SET key ours", "EXEC").get(2)).isNull();

      assertThat(list(connection.sendAll("MULTI", "EXEC").get(1))).isEmpty();

      List<@Nullable Object> replies = connection.sendAll("MULTI", "SET key", "EXEC");
      assertThat(error(replies.get(1)).code()).isEqualTo("ERR");
      assertThat(error(replies.get(2)).code()).isEqualTo("EXECABORT");
      assertText(connection.send("GET", "key"), "theirs");
    }
  }

  /** In one write, or the commands of a transaction would take a round trip each. */
  @ParameterizedTest
  @EnumSource
  default void commandsThatAreSentTogetherAreOneRoundTrip(Protocol protocol) {
    try (RecordingProxy proxy = new RecordingProxy(redis().server());
        HeldConnection connection =
            DriverContract.open(driver(FactoryOptions.port(proxy.port()).protocol(protocol)))) {
      proxy.reset();

      List<@Nullable Object> replies = connection.sendAll("SET key 1", "INCR key", "GET key");

      assertText(replies.get(0), "OK");
      assertThat(replies.get(1)).isEqualTo(2L);
      assertText(replies.get(2), "2");
      assertThat(proxy.commands())
          .containsExactly(
              List.of("SET", "key", "1"), List.of("INCR", "key"), List.of("GET", "key"));
      assertThat(proxy.roundTrips()).isOne();
    }
  }

  @Test
  default void wordsAreBytes() {
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }
    try (HeldConnection connection = connection(Protocol.RESP3)) {
      connection.send(Command.of("SET", all, all));

      assertThat(connection.send(Command.of("GET", all)).get(0)).isEqualTo(all);
    }
  }
}
