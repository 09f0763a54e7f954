package dev.redisatomic.rules.expression;

import dev.redisatomic.rules.TemplateNames;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.CompoundExpression;
import org.springframework.expression.spel.ast.InlineMap;
import org.springframework.expression.spel.ast.Projection;
import org.springframework.expression.spel.ast.PropertyOrFieldReference;
import org.springframework.expression.spel.ast.Selection;

/**
 * Finds parameters that an expression names as other libraries would have them named: as <code>
 * #{id}</code>, which is a property of the argument.
 */
final class MistakenProperties {

  private MistakenProperties() {}

  /**
   * Looks through an expression.
   *
   * @throws IllegalArgumentException if a property of its root has the name of a parameter
   */
  static void refuse(SpelNode node, TemplateNames names) {
    if (node instanceof PropertyOrFieldReference property
        && names.isParameter(property.getName())) {
      String name = property.getName();
      throw new IllegalArgumentException(
          name
              + " is a property of the argument here, but it is a parameter, too: did you mean #{#"
              + name
              + "}? The property can be written as #{#root."
              + name
              + "}");
    }
    for (int i = 0; i < node.getChildCount(); i++) {
      if (i == 0 || !(node instanceof CompoundExpression)) {
        if (!isLiteralOrElsewhere(node, i)) {
          refuse(node.getChild(i), names);
        }
      } else {
        refuseInArguments(node.getChild(i), names);
      }
    }
  }

  /**
   * Refuses mistakes behind a dot: not in a name, which is no property of the root, but in the
   * arguments of a call.
   */
  private static void refuseInArguments(SpelNode step, TemplateNames names) {
    if (!(step instanceof PropertyOrFieldReference)) {
      refuse(step, names);
    }
  }

  /** Keys of a map are literal; projections and selections see the element as their root. */
  private static boolean isLiteralOrElsewhere(SpelNode node, int child) {
    return (node instanceof InlineMap && child % 2 == 0)
        || node instanceof Projection
        || node instanceof Selection;
  }
}
