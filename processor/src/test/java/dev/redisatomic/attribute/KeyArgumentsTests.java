package dev.redisatomic.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.fail;

import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import dev.redisatomic.command.Key;
import dev.redisatomic.rules.DeclaredType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.AbstractList;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.Currency;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import org.springframework.core.ResolvableType;

/** Which values keys are made of; every other one would silently be another key. */
class KeyArgumentsTests {

  interface Shop {

    @RedisAtomic
    void argument(@Watched("k:{}") Object value);

    @RedisAtomic(keys = "k:#{#value}")
    void expression(Object value);

    @RedisAtomic
    void part(@Watched("k:#{toString().length()}") Object value);

    @RedisAtomic
    void property(@Watched("k:#{id}") Object value);
  }

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

  record Generated(String id, List<String> lines) {}

  record Empty() {}

  static final class NoText {}

  static final class SuperText {
    @Override
    @SuppressWarnings("RedundantOverride")
    public String toString() {
      return super.toString();
    }
  }

  static final class TextOfTheJdk extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  @SuppressWarnings("serial")
  static final class NumberWithoutText extends Number {
    @Override
    public int intValue() {
      return 1;
    }

    @Override
    public long longValue() {
      return 1;
    }

    @Override
    public float floatValue() {
      return 1;
    }

    @Override
    public double doubleValue() {
      return 1;
    }
  }

  /** A number whose text is the one of every object. */
  static final class NumberAsObject extends Number {
    private static final long serialVersionUID = 1L;

    @Override
    public int intValue() {
      return 1;
    }

    @Override
    public long longValue() {
      return 1;
    }

    @Override
    public float floatValue() {
      return 1;
    }

    @Override
    public double doubleValue() {
      return 1;
    }

    @Override
    public String toString() {
      return getClass().getName() + "@" + Integer.toHexString(hashCode());
    }
  }

  record GeneratedText(String id) implements CharSequence {
    @Override
    public int length() {
      return id.length();
    }

    @Override
    public char charAt(int index) {
      return id.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return id.subSequence(start, end);
    }
  }

  /** No collection, though it has a text. */
  static final class Basket implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Collections.emptyIterator();
    }

    @Override
    public String toString() {
      return "basket";
    }
  }

  static final class Pair extends AbstractMap.SimpleEntry<String, String> {
    private static final long serialVersionUID = 1L;

    Pair() {
      super("key", "value");
    }

    @Override
    public String toString() {
      return "pair";
    }
  }

  static final class Cursor implements Iterator<String> {
    @Override
    public boolean hasNext() {
      return false;
    }

    @Override
    public String next() {
      return fail("consumed");
    }

    @Override
    public String toString() {
      return "cursor";
    }
  }

  static Stream<Object> illegal() {
    Supplier<String> lambda = () -> "x";
    Publisher<String> publisher = subscriber -> {};
    return Stream.of(
        Stream.of("x"),
        IntStream.of(1),
        List.of("x").iterator(),
        Collections.enumeration(List.of("x")),
        List.of("x").spliterator(),
        new Cursor(),
        (Iterable<String>) () -> Collections.emptyIterator(),
        new Basket(),
        ByteBuffer.allocate(1),
        "secret".toCharArray(),
        new Object(),
        new NoText(),
        new SuperText(),
        new TextOfTheJdk(),
        new NumberWithoutText(),
        new NumberAsObject(),
        new GeneratedText("1"),
        new Generated("1", List.of("a")),
        new Empty(),
        new Pair(),
        Map.entry("a", "b"),
        TimeZone.getDefault(),
        Clock.systemUTC(),
        Locale.ROOT,
        Currency.getInstance("EUR"),
        String.class,
        Thread.currentThread(),
        CompletableFuture.completedFuture("x"),
        publisher,
        lambda,
        Optional.of(Optional.of("x")),
        Optional.of(List.of("x")),
        Optional.of(new NoText()),
        new String[][] {{"x"}},
        new int[][] {{1}},
        List.of(List.of("x")),
        List.of(Map.of("x", "y")),
        List.of("fine", new int[] {1}),
        List.of(Optional.of(Optional.of("x"))),
        List.of(Stream.of("x")),
        List.of(new NoText()),
        List.of("x".toCharArray()),
        Map.of("a", "b").entrySet(),
        Map.of(List.of("x"), "y"));
  }

  @ParameterizedTest
  @MethodSource("illegal")
  void everythingElseIsRefusedWithItsPlaceAndType(Object value) {
    for (String method : List.of("argument", "expression")) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> keys(method, value))
          .withMessageContaining(
              method.equals("argument")
                  ? "parameter 'value' of Shop.argument(Object)"
                  : "@RedisAtomic(keys = \"k:#{#value}\") on Shop.expression(Object)")
          .withMessageContaining("a value of type ")
          .withMessageContaining("take a part of it with #{…}")
          .withMessageContaining("Nothing was sent");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "kotlin.Twin",
        "com.fasterxml.jackson.databind.Node",
        "tools.jackson.databind.Node",
        "javax.thing.Name"
      })
  void typesOfPlatformsAreNotThoseOfTheApplication(String name, @TempDir Path directory)
      throws Exception {
    int dot = name.lastIndexOf('.');
    String source =
        "package %s; public class %s { public String toString() { return \"text\"; } }"
            .formatted(name.substring(0, dot), name.substring(dot + 1));
    Class<?> type = CompiledSources.in(directory).add(name, source).load(name);
    Object value = type.getConstructor().newInstance();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys("argument", value))
        .withMessageContaining("a value of type " + name);
    assertThat(DeclaredType.refusal(new ResolvedType(ResolvableType.forClass(type))))
        .contains(name);
  }

  @Test
  void theTypeIsThatOfTheElement() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys("argument", List.of("fine", new Generated("1", List.of()))))
        .withMessageContaining(Generated.class.getTypeName())
        .withMessageContaining("generated for every record");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys("argument", (Object) new String[][] {{"x"}}))
        .withMessageContaining("java.lang.String[]");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys("argument", "secret".toCharArray()))
        .withMessageContaining("char[]")
        .withMessageContaining("make it a String")
        .withMessageNotContaining("secret");
  }

  /** Text that resembles the generated one. */
  record Similar(String a, String b, String text) {
    @Override
    public String toString() {
      return text;
    }
  }

  @Test
  void onlyTheTextThatIsGeneratedForARecordIsRefused() {
    for (String text : List.of("Similar", "Similar[1]", "Similar[a=1]", "a=1, b=2, text=3", "1")) {
      assertThat(keys("argument", new Similar("1", "2", text))).containsExactly("k:" + text);
    }
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys("argument", new Similar("1", "2", "Similar[a=1, b=2, text=3]")));
  }

  @Test
  void aPartOfWhatIsNoKeyCanBeOne() {
    assertThat(keys("property", new Generated("7", List.of()))).containsExactly("k:7");
    assertThat(keys("property", List.of(new Generated("7", List.of())))).containsExactly("k:7");
    assertThat(keys("part", new Basket())).as("not taken apart").containsExactly("k:6");
    assertThat(keys("part", List.of(List.of(1), List.of(2)))).containsExactly("k:3");
  }

  @Test
  void anExpressionSeesTheValueOfAnOptional() {
    assertThat(keys("property", Optional.of(new Generated("7", List.of())))).containsExactly("k:7");
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

  private static List<String> keys(String method, Object value) {
    try {
      return Objects.requireNonNull(
              new AtomicAttributeSource(text -> text)
                  .find(Shop.class.getMethod(method, Object.class), Shop.class))
          .keysOf(new Object[] {value}, 100)
          .stream()
          .map(Key::toString)
          .toList();
    } catch (NoSuchMethodException e) {
      throw new LinkageError(method, e);
    }
  }
}
