package dev.redisatomic.attribute;

import org.springframework.expression.ParseException;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.BeanReference;
import org.springframework.expression.spel.ast.FunctionReference;
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

  static SpelExpression parse(String text, KnownNames names) {
    SpelExpression expression;
    try {
      expression = PARSER.parseRaw(text);
    } catch (ParseException | IllegalArgumentException | IllegalStateException e) {
      throw new IllegalArgumentException(
          "the expression #{" + text + "} does not parse (" + e.getMessage() + ")", e);
    }
    requireKnown(expression.getAST(), names);
    MistakenNames.refuseInExpression(expression.getAST(), names);
    return expression;
  }

  private static void requireKnown(SpelNode node, KnownNames names) {
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
