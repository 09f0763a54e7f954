package dev.redisatomic.attribute;

import static dev.redisatomic.attribute.KeyedShop.keys;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.fail;

import dev.redisatomic.rules.DeclaredType;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.AbstractMap;
import java.util.Collections;
import java.util.Currency;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TimeZone;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.reactivestreams.Publisher;
import org.springframework.core.ResolvableType;

/** Values that no key is made of: each would silently be another key. */
class RefusedKeyArgumentsTests {

  record Generated(String id, List<String> lines) {}

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
                  ? "parameter 'value' of KeyedShop.argument(Object)"
                  : "@RedisAtomic(keys = \"k:#{#value}\") on KeyedShop.expression(Object)")
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
}
