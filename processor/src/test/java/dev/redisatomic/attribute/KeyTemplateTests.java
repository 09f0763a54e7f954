package dev.redisatomic.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.redisatomic.command.Key;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTemplateTests {

  /** What a key may be made of. */
  record Order(String id, List<String> lines, @Nullable String note) {}

  /** Only for its parameters. */
  static void place(Order order, String shop) {}

  private static final Order ORDER = new Order("o1", List.of("a", "b"), null);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "account:{}:balance | account:7:balance",
        "{} | 7",
        "{{}} | {7}",
        "cart:{{}}:lines | cart:{7}:lines",
        "{}{} | 77",
        "{x{} | {x7",
        "a}{} | a}7",
        "#x{} | #x7",
        "größe:{} | größe:7"
      })
  void bracesStandForTheArgument(String template, String key) {
    assertThat(render(template, "7")).containsExactly(key);
  }

  @Test
  void emptyTemplateMeansTheArgumentIsTheKey() {
    assertThat(render("", "account:7")).containsExactly("account:7");
    assertThat(parse("").usesArgument()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "order:#{id} | order:o1",
        "order:#{#root.id} | order:o1",
        "order:#{#this.id} | order:o1",
        "#{#shop}:#{#order.id}:x | berlin:o1:x",
        "#{#p1}:#{#a0.id} | berlin:o1",
        "{#{id}} | {o1}",
        "#{{'x','y'}.get(1)} | y",
        "#{{'a':'}'}['a']} | }",
        "#{'}{' + id} | }{o1",
        "#{\"it's {\" + id} | it's {o1",
        "#{id.length() * 3} | 6",
        "#{'it''s'}:#{id} | it's:o1"
      })
  void expressionsSeeTheArgumentAsRootAndEveryParameter(String template, String key) {
    assertThat(render(template, ORDER)).containsExactly(key);
  }

  @Test
  void anExpressionThatGivesSeveralValuesGivesAsManyKeys() {
    assertThat(render("stock:#{lines}:#{#shop}", ORDER))
        .containsExactly("stock:a:berlin", "stock:b:berlin");
    assertThat(render("#{lines}#{{1,2}}", ORDER)).containsExactly("a1", "a2", "b1", "b2");
    assertThat(render("#{ {'x':1,'y':2} }", ORDER)).containsExactlyInAnyOrder("x", "y");
    assertThat(render("#{new int[] {3, 4}}", ORDER)).containsExactly("3", "4");
  }

  @Test
  void equalValuesOfSeveralExpressionsAreRenderedOnce() {
    assertThat(render("#{{1,1,2}}:#{{3,3}}", ORDER)).containsExactly("1:3", "2:3");
  }

  @Test
  void expressionsAreEvaluatedOnceForEachArgument() {
    AtomicInteger calls = new AtomicInteger();
    Map<String, Supplier<Integer>> counter = Map.of("next", calls::incrementAndGet);

    assertThat(render("#{{1,2,3}}:#{['next'].get()}", counter))
        .containsExactly("1:1", "2:1", "3:1");
  }

  @Test
  void anExpressionThatGivesNothingGivesNoKey() {
    assertThat(render("stock:#{lines}", new Order("o1", List.of(), null))).isEmpty();
  }

  @Test
  void bytesAreUsedAsTheyAre() {
    byte[] binary = {0, (byte) 0xFF, 'k'};

    assertThat(keys("", binary)).containsExactly(Key.of(binary));
    assertThat(keys("#{#root}", binary)).containsExactly(Key.of(binary));
  }

  @Test
  void bytesKeepTheirValueInsideALiteral() {
    byte[] binary = {0, (byte) 0xFF};

    assertThat(keys("a{}z", binary)).containsExactly(Key.of(new byte[] {'a', 0, (byte) 0xFF, 'z'}));
  }

  @Test
  void aNullArgumentOrValueIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> render("k:{}", null))
        .withMessageContaining("null");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> render("k:#{note}", ORDER))
        .withMessageContaining("null");
  }

  @Test
  void anExpressionThatFailsSaysWhichAndWhy() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> render("k:#{nonsense}", ORDER))
        .withMessageContaining("#{nonsense}")
        .withMessageContaining("'nonsense'");
  }

  @ParameterizedTest
  @ValueSource(strings = {"k:#{", "k:#{id", "k:#{'}", "k:#{id +}", "k:#{}", "k:#{{id}"})
  void whatDoesNotParseIsRefused(String template) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse(template))
        .withMessageContaining("#{");
  }

  @ParameterizedTest
  @ValueSource(strings = {"#{#ordr.id}", "#{id + #ordr}", "#{#p2}", "#{lines.![#this + #ordr]}"})
  void anUnknownVariableIsRefusedByName(String template) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> parse(template))
        .withMessageContaining(template.contains("p2") ? "#p2" : "#ordr")
        .withMessageContaining("not the name of a parameter");
  }

  @Test
  void knowsWhetherItDependsOnTheCall() {
    assertThat(parse("fixed").isConstant()).isTrue();
    assertThat(parse("fixed").usesArgument()).isFalse();
    assertThat(parse("k:{}").isConstant()).isFalse();
    assertThat(parse("k:#{#shop}").isConstant()).isFalse();
    assertThat(parse("k:#{#shop}").usesArgument()).isFalse();
  }

  private static KeyTemplate parse(String text) {
    return KeyTemplate.parse(text, text, KnownNames.of(method(), null));
  }

  private static List<String> render(String template, @Nullable Object argument) {
    return keys(template, argument).stream().map(Key::toString).toList();
  }

  private static List<Key> keys(String template, @Nullable Object argument) {
    List<Key> keys = new ArrayList<>();
    parse(template)
        .render(argument, new TemplateInput(method(), new Object[] {ORDER, "berlin"}), keys::add);
    return keys;
  }

  private static Method method() {
    try {
      return KeyTemplateTests.class.getDeclaredMethod("place", Order.class, String.class);
    } catch (NoSuchMethodException e) {
      throw new LinkageError("place", e);
    }
  }
}
