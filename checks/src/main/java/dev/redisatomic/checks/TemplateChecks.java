package dev.redisatomic.checks;

import dev.redisatomic.rules.TemplateGrammar;
import dev.redisatomic.rules.TemplateNames;
import dev.redisatomic.rules.TemplateParts;
import dev.redisatomic.rules.TemplatePlaceholders;
import dev.redisatomic.rules.expression.ExpressionChecks;
import java.util.List;

/**
 * Checks a key template without the values of its placeholders, the application's beans and, where
 * {@code spring-expression} is not on the processor path, its expressions.
 */
final class TemplateChecks {

  /** Stands for the value of a placeholder: a letter that no name and no text has. */
  private static final String UNKNOWN = "\uA7F7";

  private static final boolean EXPRESSIONS = areExpressionsThere();

  private TemplateChecks() {}

  /** The template that a text turned out to be. */
  static final class Template implements TemplateParts {

    private final TemplateNames names;
    private final boolean named;
    private boolean constant = true;
    private boolean argument;

    private Template(TemplateNames names, boolean named) {
      this.names = names;
      this.named = named;
    }

    @Override
    public void literal(String text) {
      constant &= !text.contains(UNKNOWN);
    }

    @Override
    public void argument() {
      argument = true;
      constant = false;
    }

    @Override
    public void expression(String text) {
      constant = false;
      if (EXPRESSIONS && !text.contains(UNKNOWN)) {
        if (named) {
          ExpressionChecks.requireNames(text, names);
        } else {
          ExpressionChecks.requireGrammar(text);
        }
      }
    }

    boolean isConstant() {
      return constant;
    }

    boolean usesArgument() {
      return argument;
    }
  }

  /**
   * Parses a template.
   *
   * @param names the names of the parameters; empty where another declaration may give them
   * @throws IllegalArgumentException if it cannot be right; the message says why
   */
  static Template parse(String text, List<String> names, int count) {
    TemplateNames known = new TemplateNames(names, count, bean -> true);
    Template template = new Template(known, !names.isEmpty() || count == 0);
    String resolved = new TemplatePlaceholders(placeholder -> UNKNOWN).resolve(text, known);
    TemplateGrammar.parse(resolved, known, template);
    return template;
  }

  private static boolean areExpressionsThere() {
    try {
      ExpressionChecks.requireGrammar("id");
      return true;
    } catch (LinkageError e) {
      return false;
    }
  }
}
