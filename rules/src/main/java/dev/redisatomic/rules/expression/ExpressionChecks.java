package dev.redisatomic.rules.expression;

import dev.redisatomic.rules.TemplateNames;

/** Checks Spring expressions in key templates, for those who will not evaluate them. */
public final class ExpressionChecks {

  private ExpressionChecks() {}

  /**
   * Checks that an expression parses, whatever it names.
   *
   * @param text the expression, without <code>#{}</code>
   * @throws IllegalArgumentException if it does not parse; the message says why
   */
  public static void requireGrammar(String text) {
    KeyExpressions.parse(text);
  }

  /**
   * Checks that an expression parses, and names only what is known.
   *
   * @param text the expression, without <code>#{}</code>
   * @param names what it may name
   * @throws IllegalArgumentException if it does not; the message says why
   */
  public static void requireNames(String text, TemplateNames names) {
    KeyExpressions.parse(text, names);
  }
}
