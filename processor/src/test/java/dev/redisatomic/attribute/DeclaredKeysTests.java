package dev.redisatomic.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import dev.redisatomic.command.Key;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.dao.InvalidDataAccessApiUsageException;

class DeclaredKeysTests {

  interface Shop {

    @RedisAtomic(keys = {"stats:total", "shop:#{#shop}"})
    void one(@Watched("order:{}") Object order, String shop);

    @RedisAtomic
    void many(@Watched("{{}}") Object[] ids);

    @RedisAtomic
    void all(@Watched("i:{}") Iterable<?> ids, @Watched("m:{}") Map<?, ?> stock);

    @RedisAtomic
    void primitive(@Watched("n:{}") int[] numbers);

    @RedisAtomic
    void bytes(@Watched byte[] key, @Watched("k:{}") byte[][] more);

    @RedisAtomic(keys = "#{#rows}:#{#columns}")
    void product(List<?> rows, List<?> columns);

    @RedisAtomic
    void none(String shop);

    @RedisAtomic(keys = "k:#{#root[0]}")
    void byRoot(String shop);

    @RedisAtomic
    void lines(@Watched("stock:#{id}:{}") List<Line> lines);
  }

  /** An element that an expression looks into. */
  record Line(@Nullable String id) {
    @Override
    public String toString() {
      return "line-" + id;
    }
  }

  @Test
  void parametersComeFirstThenTheTemplatesOfTheAnnotation() {
    assertThat(keys("one", "7", "berlin")).containsExactly("order:7", "stats:total", "shop:berlin");
  }

  @Test
  void anyObjectIsTurnedIntoText() {
    UUID id = UUID.randomUUID();

    assertThat(keys("one", id, "x")).contains("order:" + id);
    assertThat(keys("one", 7L, "x")).contains("order:7");
    assertThat(keys("one", "", "x")).contains("order:");
  }

  @Test
  void collectionsGiveOneKeyForEachElement() {
    Map<String, Integer> stock = new LinkedHashMap<>();
    stock.put("a", 1);
    stock.put("b", 2);

    assertThat(keys("many", (Object) new String[] {"x", "y"})).containsExactly("{x}", "{y}");
    assertThat(keys("primitive", new int[] {1, 2})).containsExactly("n:1", "n:2");
    assertThat(keys("all", Stream.of(1, 2).toList(), stock))
        .containsExactly("i:1", "i:2", "m:a", "m:b");
  }

  @Test
  void anExpressionHasTheElementAsItsRoot() {
    assertThat(keys("lines", List.of(new Line("a"), new Line("b"))))
        .containsExactly("stock:a:line-a", "stock:b:line-b");
  }

  @Test
  void theTemplatesOfTheAnnotationHaveTheArgumentsAsTheirRoot() {
    assertThat(keys("byRoot", "berlin")).containsExactly("k:berlin");
  }

  @Test
  void bytesAreOneKeyAndArraysOfBytesAreSeveral() {
    assertThat(keys("bytes", new byte[] {'a', 'b'}, new byte[][] {{'c'}, {'d'}}))
        .containsExactly("ab", "k:c", "k:d");
  }

  @Test
  void emptyCollectionsGiveNoKey() {
    assertThat(keys("all", List.of(), Map.of())).isEmpty();
    assertThat(keys("many", (Object) new String[0])).isEmpty();
    assertThat(keys("none", "berlin")).isEmpty();
  }

  @Test
  void aNullArgumentNamesTheParameter() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys("one", null, "berlin"))
        .withMessageContaining("parameter 'order' of Shop.one(Object, String)")
        .withMessageContaining("null")
        .withMessageContaining("Nothing was sent");
  }

  @Test
  void aNullElementNamesTheParameter() {
    Map<@Nullable String, Integer> stock = new LinkedHashMap<>();
    stock.put(null, 1);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys("all", Arrays.asList("x", null), Map.of()))
        .withMessageContaining("parameter 'ids' of Shop.all");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys("all", List.of(), stock))
        .withMessageContaining("parameter 'stock' of Shop.all");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys("bytes", new byte[0], new byte[][] {null}))
        .withMessageContaining("parameter 'more' of Shop.bytes");
  }

  @Test
  void anExpressionThatGivesNullNamesTheParameter() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys("lines", List.of(new Line(null))))
        .withMessageContaining("parameter 'lines' of Shop.lines");
  }

  @Test
  void anExpressionOfTheAnnotationThatGivesNullNamesTheTemplate() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys("one", "7", null))
        .withMessageContaining("@RedisAtomic(keys = \"shop:#{#shop}\") on Shop.one");
  }

  @Test
  void anExpressionThatFailsNamesTheParameterAndKeepsTheCause() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> keys("lines", List.of("not a line")))
        .withMessageContaining("parameter 'lines'")
        .withMessageContaining("#{id}")
        .havingCause()
        .withMessageContaining("id");
  }

  @Test
  void tooManyKeysNameTheParameterAndTheLimit() {
    AtomicAttribute attribute = attribute("all");
    Object[] arguments = {List.of(1, 2), Map.of("a", 1)};

    assertThat(attribute.keysOf(arguments, 3)).hasSize(3);
    assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
        .isThrownBy(() -> attribute.keysOf(arguments, 2))
        .withMessageContaining("parameter 'stock' of Shop.all")
        .withMessageContaining("at least 3 keys")
        .withMessageContaining("redis.atomic.max-watched-keys=2");
  }

  @Test
  void theLimitHoldsWhileATemplateIsRendered() {
    AtomicAttribute attribute = attribute("product");
    List<Integer> some = IntStream.range(0, 2_000).boxed().toList();
    AtomicInteger made = new AtomicInteger();
    List<Object> many = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      String text = "" + i;
      many.add(new Counting(text, made));
    }

    assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
        .isThrownBy(() -> attribute.keysOf(new Object[] {many, some}, 1_000))
        .withMessageContaining("Shop.product")
        .withMessageContaining("redis.atomic.max-watched-keys=1000");
    assertThat(made).as("texts made").hasValueLessThanOrEqualTo(2_000);
    assertThatExceptionOfType(InvalidDataAccessApiUsageException.class)
        .isThrownBy(() -> attribute("all").keysOf(new Object[] {many, Map.of()}, 10));
    assertThat(made).as("texts made by a list").hasValueLessThanOrEqualTo(2_011);
  }

  /** Counts how often it is made into text. */
  record Counting(String text, AtomicInteger count) {
    @Override
    public String toString() {
      count.incrementAndGet();
      return text;
    }
  }

  @Test
  void equalElementsMakeAsManyKeysAsOne() {
    List<String> same = Collections.nCopies(100_000, "x");

    assertThat(keys("product", same, same)).containsExactly("x:x");
  }

  @Test
  void aKeyThatIsDeclaredTwiceCountsOnce() {
    Object[] arguments = {List.of("x", "x"), Map.of()};

    assertThat(attribute("all").keysOf(arguments, 1))
        .extracting(Key::toString)
        .containsExactly("i:x");
  }

  private static List<String> keys(String method, @Nullable Object... arguments) {
    return attribute(method).keysOf(arguments, 100).stream().map(Key::toString).toList();
  }

  private static AtomicAttribute attribute(String method) {
    return Stream.of(Shop.class.getMethods())
        .filter(candidate -> candidate.getName().equals(method))
        .map(candidate -> new AtomicAttributeSource(text -> text).find(candidate, Shop.class))
        .map(Objects::requireNonNull)
        .findFirst()
        .orElseThrow();
  }
}
