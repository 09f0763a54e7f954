package dev.redisatomic.attribute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.redisatomic.annotation.RedisAtomic;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.config.EmbeddedValueResolver;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.expression.StandardBeanExpressionResolver;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** maxRetries and timeout, with the resolver that applications get. */
class AttributeValuesTests {

  static class Service {
    @RedisAtomic
    public void unset() {}

    @RedisAtomic(maxRetries = 0)
    public void zero() {}

    @RedisAtomic(maxRetries = 7)
    public void seven() {}

    @RedisAtomic(maxRetries = -2)
    public void negative() {}

    @RedisAtomic(maxRetries = 7, maxRetriesString = "8")
    public void number() {}

    @RedisAtomic(maxRetriesString = "${retries}")
    public void placeholder() {}

    @RedisAtomic(maxRetriesString = "#{2 * ${retries}}")
    public void expression() {}

    @RedisAtomic(maxRetriesString = "${missing}")
    public void missing() {}

    @RedisAtomic(maxRetriesString = "many")
    public void word() {}

    @RedisAtomic(maxRetriesString = "-1")
    public void negativeText() {}

    @RedisAtomic(maxRetriesString = "${empty}")
    public void empty() {}

    @RedisAtomic(maxRetriesString = "#{1 +}")
    public void badExpression() {}

    @RedisAtomic(timeout = "500ms")
    public void millis() {}

    @RedisAtomic(timeout = "2s")
    public void seconds() {}

    @RedisAtomic(timeout = "PT2S")
    public void iso() {}

    @RedisAtomic(timeout = "${limit}")
    public void limit() {}

    @RedisAtomic(timeout = "soon")
    public void soon() {}

    @RedisAtomic(timeout = "0s")
    public void zeroTime() {}

    @RedisAtomic(timeout = "36501d")
    public void longTime() {}

    @RedisAtomic(timeout = "-1s")
    public void negativeTime() {}

    @RedisAtomic(timeout = "${missing}")
    public void missingTime() {}
  }

  @Test
  void whatIsNotSetIsLeftOpen() {
    assertThat(attribute("unset").settings().maxRetries()).isNull();
    assertThat(attribute("unset").settings().timeout()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"zero,0", "seven,7", "number,8", "placeholder,4", "expression,8"})
  void retriesAreANumberAPlaceholderOrAnExpression(String method, long retries) {
    assertThat(attribute(method).settings().maxRetries()).isEqualTo(retries);
  }

  @ParameterizedTest
  @CsvSource({"millis,500", "seconds,2000", "iso,2000", "limit,1500"})
  void theTimeoutIsADurationOrAPlaceholder(String method, long millis) {
    assertThat(attribute(method).settings().timeout()).isEqualTo(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @CsvSource({
    "negative, -2",
    "missing, ${missing}",
    "word, many",
    "negativeText, -1",
    "empty, ${empty}",
    "badExpression, 1 +"
  })
  void badRetriesNameTheMethodAndTheValue(String method, String value) {
    assertThatIllegalStateException()
        .isThrownBy(() -> attribute(method))
        .withMessageContaining("Service." + method + "()")
        .withMessageContaining("maxRetries")
        .withMessageContaining(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"negative", "word", "negativeText", "empty"})
  void badRetriesSayWhatIsLegal(String method) {
    assertThatIllegalStateException()
        .isThrownBy(() -> attribute(method))
        .withMessageContaining("0 or more");
  }

  @ParameterizedTest
  @CsvSource({"soon, soon", "zeroTime, 0s", "negativeTime, -1s", "longTime, 36501d"})
  void aBadTimeoutNamesTheMethodTheValueAndWhatIsLegal(String method, String value) {
    assertThatIllegalStateException()
        .isThrownBy(() -> attribute(method))
        .withMessageContaining("timeout of @RedisAtomic on Service." + method + "()")
        .withMessageContaining("'" + value + "'")
        .withMessageContaining("positive duration");
  }

  @Test
  void aTimeoutThatCannotBeResolvedNamesTheMethodAndThePlaceholder() {
    assertThatIllegalStateException()
        .isThrownBy(() -> attribute("missingTime"))
        .withMessageContaining("timeout of @RedisAtomic on Service.missingTime()")
        .withMessageContaining("missing");
  }

  private static AtomicAttribute attribute(String method) {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .addFirst(
            new MapPropertySource("test", Map.of("retries", "4", "limit", "1500ms", "empty", "")));
    DefaultListableBeanFactory beans = new DefaultListableBeanFactory();
    beans.setBeanExpressionResolver(new StandardBeanExpressionResolver());
    beans.addEmbeddedValueResolver(environment::resolveRequiredPlaceholders);
    try {
      return Objects.requireNonNull(
          new AtomicAttributeSource(new EmbeddedValueResolver(beans))
              .find(Service.class.getMethod(method), Service.class));
    } catch (NoSuchMethodException e) {
      throw new LinkageError(method, e);
    }
  }
}
