package dev.redisatomic.attribute;

import java.util.function.Predicate;
import org.springframework.expression.ParseException;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.VariableReference;
import org.springframework.expression.spel.standard.SpelExpression;
import org.springframework.expression.spel.standard.SpelExpressionParser;

/** The Spring expressions in key templates. */
final class KeyExpression {

  private static final SpelExpressionParser PARSER = new SpelExpressionParser();

  private KeyExpression() {}

  /** Finds the brace that ends an expression; braces and quotes may occur within it. */
  static int end(String text, int start) {
    int depth = 1;
    char quote = 0;
    for (int i = start; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '{') {
        depth++;
      } else if (c == '}' && --depth == 0) {
        return i;
      }
    }
    throw new IllegalArgumentException("#{ has no matching }");
  }

  static SpelExpression parse(String text, Predicate<String> knownVariable) {
    SpelExpression expression;
    try {
      expression = PARSER.parseRaw(text);
    } catch (ParseException | IllegalArgumentException | IllegalStateException e) {
      throw new IllegalArgumentException(
          "the expression #{" + text + "} does not parse (" + e.getMessage() + ")", e);
    }
    requireKnown(expression.getAST(), knownVariable);
    return expression;
  }

  private static void requireKnown(SpelNode node, Predicate<String> knownVariable) {
    if (node instanceof VariableReference) {
      String name = node.toStringAST().substring(1);
      if (!knownVariable.test(name)) {
        throw new IllegalArgumentException(
            "#"
                + name
                + " is not the name of a parameter (was the class compiled with -parameters?"
                + " #p0, #p1 … always work)");
      }
    }
    for (int i = 0; i < node.getChildCount(); i++) {
      requireKnown(node.getChild(i), knownVariable);
    }
  }
}
