package dev.redisatomic.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What templates are taken to pieces into. */
class TemplateGrammarTests {

  private static final TemplateNames NAMES =
      new TemplateNames(List.of("id", "shop"), 2, bean -> bean.equals("tenant"));

  /** Writes each part between bars. */
  private static final class Written implements TemplateParts {

    private final List<String> parts = new ArrayList<>();

    @Override
    public void literal(String text) {
      parts.add(text);
    }

    @Override
    public void argument() {
      parts.add("{}");
    }

    @Override
    public void expression(String text) {
      parts.add("#" + text);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "account:{}:balance; account:|{}|:balance",
        "{{}}; {|{}|}",
        "{}{}; {}|{}",
        "#{#id}:x; ##id|:x",
        "#{{'a':'}'}['a']}; #{'a':'}'}['a']",
        "a}{x; a}{x",
        "``; {}"
      })
  void partsComeInTheirOrder(String template, String parts) {
    Written written = new Written();

    TemplateGrammar.parse(template, NAMES, written);

    assertThat(String.join("|", written.parts)).isEqualTo(parts);
  }

  @Test
  void whatIsWrongIsSaid() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TemplateGrammar.parse("k:#{id", NAMES, new Written()))
        .withMessage("#{ has no matching }");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TemplateGrammar.parse("k:{shop}", NAMES, new Written()))
        .withMessageStartingWith("{shop} is literal text");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new TemplatePlaceholders(text -> "v").resolve("k:${shop", NAMES))
        .withMessage("${ has no matching }");
  }

  @Test
  void placeholdersAreResolvedWithTheirDefaults() {
    List<String> asked = new ArrayList<>();

    String resolved =
        new TemplatePlaceholders(
                text -> {
                  asked.add(text);
                  return "v";
                })
            .resolve("${a}:${b:${c}}:\\${d}:${}:${{}}", NAMES);

    assertThat(resolved).isEqualTo("v:v:${d}:${}:${{}}");
    assertThat(asked).containsExactly("${a}", "${b:${c}}");
  }

  @Test
  void parametersHaveNamesAndPositions() {
    assertThat(List.of("id", "shop", "root", "this", "p0", "a1")).allMatch(NAMES::isVariable);
    assertThat(List.of("ID", "p2", "p", "x0", "root2")).noneMatch(NAMES::isVariable);
    assertThat(NAMES.isParameter("p0")).isFalse();
    assertThat(NAMES.isBean("tenant")).isTrue();
    assertThat(NAMES.isBean("tenants")).isFalse();
    assertThat(NAMES.parameter(1)).isEqualTo("'shop'");
    assertThat(new TemplateNames(List.of(), 2, bean -> false).parameter(1)).isEqualTo("#1");
  }
}
