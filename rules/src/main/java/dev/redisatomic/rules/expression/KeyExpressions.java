package dev.redisatomic.rules.expression;

import dev.redisatomic.rules.TemplateNames;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.BeanReference;
import org.springframework.expression.spel.ast.FunctionReference;
import org.springframework.expression.spel.ast.VariableReference;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;

/** The Spring expressions in key templates. */
public final class KeyExpressions {

  private static final SpelExpressionParser PARSER = new SpelExpressionParser();

  private KeyExpressions() {}

  /**
   * Parses an expression.
   *
   * @param text the expression, without <code>#{}</code>
   * @param names what it may name
   * @return the expression
   * @throws IllegalArgumentException if it does not parse, or names something unknown; the message
   *     says why
   */
  public static SpelExpression parse(String text, TemplateNames names) {
    SpelExpression expression = parse(text);
    requireKnown(expression.getAST(), names);
    MistakenProperties.refuse(expression.getAST(), names);
    return expression;
  }

  /** Parses an expression, whatever it names. */
  static SpelExpression parse(String text) {
    try {
      return PARSER.parseRaw(text);
    } catch (ParseException | IllegalArgumentException | IllegalStateException e) {
      throw new IllegalArgumentException(
          "the expression #{" + text + "} does not parse (" + e.getMessage() + ")", e);
    }
  }

  private static void requireKnown(SpelNode node, TemplateNames names) {
    if (node instanceof VariableReference) {
      String name = node.toStringAST().substring(1);
      if (!names.isVariable(name)) {
        throw new IllegalArgumentException(
            "#"
                + name
                + " is not the name of a parameter (was the class compiled with -parameters?"
                + " #p0, #p1 … always work)");
      }
    } else if (node instanceof FunctionReference) {
      throw new IllegalArgumentException(
          node.toStringAST() + " would call a function, and there are none");
    } else if (node instanceof BeanReference) {
      String name = node.toStringAST().replaceAll("^@|'", "");
      if (!names.isBean(name)) {
        throw new IllegalArgumentException("there is no bean '" + name + "'");
      }
    }
    for (int i = 0; i < node.getChildCount(); i++) {
      requireKnown(node.getChild(i), names);
    }
  }
}
