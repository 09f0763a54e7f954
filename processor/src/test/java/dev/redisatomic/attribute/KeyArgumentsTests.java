package dev.redisatomic.attribute;

import static dev.redisatomic.attribute.KeyedShop.keys;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.AbstractList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which values keys are made of. */
class KeyArgumentsTests {

  /** A number with a text. */
  enum Level {
    LOW {
      @Override
      public String toString() {
        return "low";
      }
    },
    HIGH
  }

  /** What applications write for keys. */
  record Id(String id) {
    @Override
    public String toString() {
      return id;
    }
  }

  /** Inherits its text from the application. */
  static class Named {
    @Override
    public String toString() {
      return "named";
    }
  }

  static final class InheritsText extends Named {}

  static Stream<Arguments> legal() {
    Map<String, Integer> stock = new LinkedHashMap<>();
    stock.put("a", 1);
    stock.put("b", 2);
    UUID uuid = new UUID(1, 2);
    return Stream.of(
        one("text", "text"),
        one("", ""),
        one(CharBuffer.wrap("buffer"), "buffer"),
        one('c', "c"),
        one(7, "7"),
        one(7L, "7"),
        one((byte) 7, "7"),
        one(1.5, "1.5"),
        one(new BigDecimal("1.50"), "1.50"),
        one(BigInteger.TEN, "10"),
        one(new AtomicLong(3), "3"),
        one(true, "true"),
        one(Level.HIGH, "HIGH"),
        one(Level.LOW, "low"),
        one(DayOfWeek.MONDAY, "MONDAY"),
        one(uuid, uuid.toString()),
        one("bytes".getBytes(StandardCharsets.UTF_8), "bytes"),
        one(Instant.EPOCH, "1970-01-01T00:00:00Z"),
        one(LocalDate.of(2026, 2, 3), "2026-02-03"),
        one(YearMonth.of(2026, 2), "2026-02"),
        one(Duration.ofSeconds(1), "PT1S"),
        one(Period.ofDays(2), "P2D"),
        one(ZoneId.of("Europe/Berlin"), "Europe/Berlin"),
        one(ZoneOffset.UTC, "Z"),
        one(URI.create("http://host/a"), "http://host/a"),
        one(Path.of("a", "b"), Path.of("a", "b").toString()),
        one(new Id("own"), "own"),
        one(new InheritsText(), "named"),
        one(Optional.of("x"), "x"),
        one(Optional.of(new Id("own")), "own"),
        one(OptionalInt.of(1), "1"),
        one(OptionalLong.of(2), "2"),
        one(OptionalDouble.of(2.5), "2.5"),
        one(Optional.empty()),
        one(OptionalInt.empty()),
        one(OptionalLong.empty()),
        one(OptionalDouble.empty()),
        one(List.of("x", 2), "x", "2"),
        one(List.of()),
        one(Set.of("x"), "x"),
        one(List.of(Path.of("a"), new Id("b")), "a", "b"),
        one(List.of("w", Optional.of("x"), Optional.empty(), OptionalLong.of(3)), "w", "x", "3"),
        one(stock, "a", "b"),
        one(stock.keySet(), "a", "b"),
        one(stock.values(), "1", "2"),
        one(new String[] {"x", "y"}, "x", "y"),
        one(new Object[] {"x", Optional.of("y")}, "x", "y"),
        one(new Optional<?>[] {Optional.empty(), Optional.of(1)}, "1"),
        one(new int[] {1, 2}, "1", "2"),
        one(new long[0]),
        one(new boolean[] {true}, "true"),
        one(new Character[] {'a', 'b'}, "a", "b"),
        one(new byte[][] {{'a'}, {'b'}}, "a", "b"),
        one(List.of(new byte[] {'a'}), "a"));
  }

  private static Arguments one(Object value, String... keys) {
    return Arguments.of(value, Stream.of(keys).map(key -> "k:" + key).toList());
  }

  @ParameterizedTest
  @MethodSource("legal")
  void theseAreKeys(Object value, List<String> keys) {
    assertThat(keys("argument", value)).isEqualTo(keys);
    assertThat(keys("expression", value)).isEqualTo(keys);
  }

  @Test
  void aPartOfWhatIsNoKeyCanBeOne() {
    assertThat(keys("property", new RefusedKeyArgumentsTests.Generated("7", List.of())))
        .containsExactly("k:7");
    assertThat(keys("property", List.of(new RefusedKeyArgumentsTests.Generated("7", List.of()))))
        .containsExactly("k:7");
    assertThat(keys("part", new RefusedKeyArgumentsTests.Basket()))
        .as("not taken apart")
        .containsExactly("k:6");
    assertThat(keys("part", List.of(List.of(1), List.of(2)))).containsExactly("k:3");
  }

  @Test
  void anExpressionSeesTheValueOfAnOptional() {
    assertThat(
            keys("property", Optional.of(new RefusedKeyArgumentsTests.Generated("7", List.of()))))
        .containsExactly("k:7");
    assertThat(keys("property", Optional.empty())).isEmpty();
    assertThat(keys("property", List.of(Optional.of(new Id("8")), Optional.empty())))
        .containsExactly("k:8");
  }

  /** Made anew for each element. */
  @Test
  void elementsAreTakenInTheirOrder() {
    List<Object> elements =
        new AbstractList<>() {
          @Override
          public Object get(int index) {
            return index % 2 == 0 ? "" + index : Optional.of(index);
          }

          @Override
          public int size() {
            return 4;
          }
        };

    assertThat(keys("argument", elements)).containsExactly("k:0", "k:1", "k:2", "k:3");
  }
}
