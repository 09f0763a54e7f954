package dev.redisatomic.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.redisatomic.AtomicSetupException;
import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import dev.redisatomic.command.Key;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.config.EmbeddedValueResolver;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.expression.StandardBeanExpressionResolver;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.util.StringValueResolver;

/** Nothing in a template is literal that was not meant to be. */
class TemplateTextTests {

  /** A bean that expressions may refer to. */
  public record Tenant(String name) {}

  record Line(String id, String product) {}

  static class Placeholders {
    @RedisAtomic(keys = "${app.prefix}:total")
    public void ofTheMethod(@Watched("${app.prefix}:{}") String id) {}

    @RedisAtomic
    public void withDefault(@Watched("${app.other:shop}:{}") String id) {}

    @RedisAtomic
    public void nested(@Watched("${app.other:${app.prefix}}:{}") String id) {}

    @RedisAtomic
    public void wholeTemplate(@Watched("${app.template}") String id) {}

    @RedisAtomic
    public void inAnExpression(@Watched("#{'${app.prefix}:' + #id}") String id) {}

    @RedisAtomic
    public void besideAnExpression(@Watched("${app.prefix}:#{#id}") String id) {}

    @RedisAtomic
    public void literal(@Watched("\\${app.prefix}:{}") String id) {}

    @RedisAtomic
    public void dollar(@Watched("price${}") String id) {}

    @RedisAtomic
    public void dollarAndTag(@Watched("price${{}}") String id) {}
  }

  @ParameterizedTest
  @CsvSource({
    "withDefault, shop:7",
    "nested, orders:7",
    "wholeTemplate, t:7",
    "inAnExpression, orders:7",
    "besideAnExpression, orders:7",
    "literal, ${app.prefix}:7",
    "dollar, price$7",
    "dollarAndTag, price${7}"
  })
  void placeholdersAreResolved(String method, String key) {
    assertThat(keys(Placeholders.class, method, "7")).containsExactly(key);
  }

  @Test
  void placeholdersAreResolvedInTheKeysOfTheMethod() {
    assertThat(keys(Placeholders.class, "ofTheMethod", "7"))
        .containsExactly("orders:7", "orders:total");
  }

  @Test
  void theTemplateIsReportedAsItWasWritten() {
    assertThat(attribute(Placeholders.class, "ofTheMethod").keyTemplates())
        .containsExactly("${app.prefix}:{}", "${app.prefix}:total");
  }

  static class Missing {
    @RedisAtomic
    public void property(@Watched("${app.missing}:{}") String id) {}

    @RedisAtomic(keys = "${app.missing}:total")
    public void ofTheMethod(String id) {}

    @RedisAtomic
    public void parameter(@Watched("k:${id}") String id) {}

    @RedisAtomic
    public void open(@Watched("k:${app.prefix:#{#id}") String id) {}
  }

  @ParameterizedTest
  @ValueSource(strings = {"strict", "lenient"})
  void aPlaceholderThatCannotBeResolvedStopsStartUp(String resolver) {
    StringValueResolver placeholders = placeholders(resolver.equals("strict"));

    assertRefused(placeholders, Missing.class, "property")
        .withMessageContaining("parameter 'id' of Missing.property(String)")
        .withMessageContaining("placeholder ${app.missing} cannot be resolved")
        .withMessageContaining("${app.missing:shop}");
    assertRefused(placeholders, Missing.class, "ofTheMethod")
        .withMessageContaining("keys = \"${app.missing}:total\") on Missing.ofTheMethod(String)")
        .withMessageContaining("${app.missing} cannot be resolved");
    assertRefused(placeholders, Missing.class, "parameter")
        .withMessageContaining("${id} cannot be resolved")
        .withMessageContaining("did you mean #{#id}");
    assertRefused(placeholders, Missing.class, "open").withMessageContaining("no matching }");
  }

  static class Habits {
    @RedisAtomic
    public void braces(@Watched("order:{id}") String id) {}

    @RedisAtomic
    public void bracesBeside(@Watched("order:{}:{id}") String id) {}

    @RedisAtomic
    public void bracesWithBlanks(@Watched("order:{}:{ id }") String id) {}

    @RedisAtomic
    public void bracesWithPath(@Watched("{}:{id.length}") String id) {}

    @RedisAtomic
    public void hash(@Watched("order:{}:#id") String id) {}

    @RedisAtomic
    public void hashAlone(@Watched("#id") String id) {}

    @RedisAtomic
    public void hashInBraces(@Watched("order:{#id}:{}") String id) {}

    @RedisAtomic
    public void property(@Watched("order:#{id}") String id) {}

    @RedisAtomic
    public void propertyOfAProperty(@Watched("order:#{id.length()}") String id) {}

    @RedisAtomic
    public void propertyInACall(@Watched("order:#{concat(id)}") String id) {}

    @RedisAtomic
    public void propertyInALaterCall(@Watched("order:#{trim().concat(id)}") String id) {}

    @RedisAtomic
    public void propertyInASum(@Watched("#{'order:' + id}") String id) {}

    @RedisAtomic
    public void index(@Watched("#{#prices[id]}") Map<String, String> prices, String id) {}

    @RedisAtomic
    public void otherParameter(@Watched("order:#{id}") Line line, String id) {}

    @RedisAtomic(keys = "order:{id}")
    public void bracesOfTheMethod(String id) {}

    @RedisAtomic(keys = "order:#id")
    public void hashOfTheMethod(String id) {}

    @RedisAtomic(keys = "order:#{id}")
    public void propertyOfTheMethod(String id) {}
  }

  static Stream<String> habits() {
    return Stream.of(Habits.class.getDeclaredMethods()).map(method -> method.getName());
  }

  @ParameterizedTest
  @MethodSource("habits")
  void aParameterThatIsNamedAsInOtherLibrariesStopsStartUp(String method) {
    assertRefused(placeholders(true), Habits.class, method)
        .withMessageContaining("Habits." + method + "(")
        .withMessageContaining("did you mean #{#id}");
  }

  static class Variables {
    @RedisAtomic
    public void position(@Watched("order:{}:#p0") String id) {}

    @RedisAtomic(keys = "order:#a0")
    public void positionOfTheMethod(String id) {}

    @RedisAtomic
    public void argument(@Watched("order:{}:#this") String id) {}

    @RedisAtomic
    public void inBraces(@Watched("order:{#root}:{}") String id) {}
  }

  @ParameterizedTest
  @CsvSource({
    "position, #p0",
    "positionOfTheMethod, #a0",
    "argument, #this",
    "inBraces, #root",
  })
  void aVariableInLiteralTextStopsStartUp(String method, String variable) {
    assertRefused(placeholders(true), Variables.class, method)
        .withMessageContaining(variable + " is literal text")
        .withMessageContaining("did you mean #{" + variable + "}");
  }

  static class Literal {
    @RedisAtomic
    public void tag(@Watched("{order}:{}") String id) {}

    @RedisAtomic
    public void number(@Watched("{0}:{}") String id) {}

    @RedisAtomic
    public void position(@Watched("{a0}:{}") String id) {}

    @RedisAtomic
    public void hash(@Watched("#order:{}") String id) {}

    @RedisAtomic
    public void longerName(@Watched("#ids:{ids}:{}") String id) {}

    @RedisAtomic
    public void quoted(@Watched("#{'{id}'}:{}") String id) {}
  }

  @ParameterizedTest
  @CsvSource({
    "tag, {order}:7",
    "number, {0}:7",
    "position, {a0}:7",
    "hash, #order:7",
    "longerName, #ids:{ids}:7",
    "quoted, {id}:7"
  })
  void otherWordsStayLiteral(String method, String key) {
    assertThat(keys(Literal.class, method, "7")).containsExactly(key);
  }

  static class Properties {
    @RedisAtomic
    public void elements(@Watched("stock:#{product}") List<Line> lines) {}

    @RedisAtomic
    public void root(@Watched("stock:#{#root.product}") Line product) {}

    @RedisAtomic
    public void projection(@Watched("stock:#{#product.![product]}") List<Line> product) {}

    @RedisAtomic
    public void afterADot(@Watched("stock:#{#product.product}") Line product) {}

    @RedisAtomic
    public void keyOfAMap(@Watched("#{ {product: 1} }") String product) {}
  }

  @Test
  void aPropertyOfTheArgumentIsNoMistake() {
    Line line = new Line("1", "tea");

    assertThat(keys(Properties.class, "elements", List.of(line))).containsExactly("stock:tea");
    assertThat(keys(Properties.class, "root", line)).containsExactly("stock:tea");
    assertThat(keys(Properties.class, "projection", List.of(line))).containsExactly("stock:tea");
    assertThat(keys(Properties.class, "afterADot", line)).containsExactly("stock:tea");
    assertThat(keys(Properties.class, "keyOfAMap", "x")).containsExactly("product");
  }

  static class Beans {
    @RedisAtomic(keys = "#{@tenant.name}:total")
    public void bean(@Watched("#{@tenant.name}:{}") String id) {}

    @RedisAtomic
    public void missing(@Watched("#{@tenants.name}:{}") String id) {}

    @RedisAtomic
    public void target(@Watched("#{#target.name}:{}") String id) {}

    @RedisAtomic
    public void function(@Watched("#{#id()}:{}") String id) {}

    @RedisAtomic(keys = {"#{#root[0]}:root", "#{#this[0]}:this"})
    public void rootAndThis(@Watched("#{#this}:#{#root}") String id) {}
  }

  @Test
  void expressionsReferToBeans() {
    assertThat(keys(Beans.class, "bean", "7")).containsExactly("acme:7", "acme:total");
  }

  @Test
  void rootAndThisAreTheArgument() {
    assertThat(keys(Beans.class, "rootAndThis", "7")).containsExactly("7:7", "7:root", "7:this");
  }

  @Test
  void whatAnExpressionCannotReferToStopsStartUp() {
    assertRefused(placeholders(true), Beans.class, "missing")
        .withMessageContaining("parameter 'id' of Beans.missing(String)")
        .withMessageContaining("no bean 'tenants'");
    assertRefused(placeholders(true), Beans.class, "target")
        .withMessageContaining("#target is not the name of a parameter");
    assertRefused(placeholders(true), Beans.class, "function").withMessageContaining("function");
  }

  static class Tags {
    @RedisAtomic
    public void argument(@Watched("{{}}:lines") String id) {}

    @RedisAtomic
    public void expression(@Watched("order:{#{#root}}:{}") String id) {}

    @RedisAtomic
    public void two(@Watched("{{}#{#other}}") String id, String other) {}

    @RedisAtomic
    public void text(@Watched("{order:{}}") String id) {}

    @RedisAtomic
    public void later(@Watched("{order}:{{}}") String id) {}

    @RedisAtomic
    public void none(@Watched("order:{}") String id) {}
  }

  @Test
  void anEmptyHashTagIsRefused() {
    for (String method : List.of("argument", "expression")) {
      assertThat(keys(Tags.class, method, "7")).hasSize(1);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> keys(Tags.class, method, ""))
          .withMessageContaining("parameter 'id' of Tags." + method + "(String)")
          .withMessageContaining("hash tag")
          .withMessageContaining("Nothing was sent");
    }
    assertThat(keys(Tags.class, "two", "", "x")).containsExactly("{x}");
    assertThatIllegalArgumentException().isThrownBy(() -> keys(Tags.class, "two", "", ""));
  }

  @Test
  void anEmptyValueIsFineElsewhere() {
    assertThat(keys(Tags.class, "text", "")).containsExactly("{order:}");
    assertThat(keys(Tags.class, "later", "")).containsExactly("{order}:{}");
    assertThat(keys(Tags.class, "none", "")).containsExactly("order:");
  }

  private static ThrowableAssertAlternative<AtomicSetupException> assertRefused(
      StringValueResolver placeholders, Class<?> type, String method) {
    return assertThatExceptionOfType(AtomicSetupException.class)
        .isThrownBy(() -> attribute(placeholders, type, method));
  }

  private static List<String> keys(Class<?> type, String method, Object... arguments) {
    return attribute(type, method).keysOf(arguments, 100).stream().map(Key::toString).toList();
  }

  private static AtomicAttribute attribute(Class<?> type, String method) {
    return attribute(placeholders(true), type, method);
  }

  private static AtomicAttribute attribute(
      StringValueResolver placeholders, Class<?> type, String method) {
    return Stream.of(type.getMethods())
        .filter(candidate -> candidate.getName().equals(method))
        .map(
            candidate ->
                new AtomicAttributeSource(new AtomicAnnotations(), placeholders, BEANS)
                    .find(candidate, type))
        .map(Objects::requireNonNull)
        .findFirst()
        .orElseThrow();
  }

  private static final DefaultListableBeanFactory BEANS = beans();

  private static DefaultListableBeanFactory beans() {
    DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
    beans.registerSingleton("tenant", new Tenant("acme"));
    return beans;
  }

  /** As applications get it: with a configurer, which is strict, or without. */
  private static StringValueResolver placeholders(boolean strict) {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(
            new MapPropertySource("test", Map.of("app.prefix", "orders", "app.template", "t:{}")));
    DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
    beans.setBeanExpressionResolver(new StandardBeanExpressionResolver());
    beans.addEmbeddedValueResolver(
        strict ? environment::resolveRequiredPlaceholders : environment::resolvePlaceholders);
    return new EmbeddedValueResolver(beans);
  }
}
