package dev.redisatomic.attribute;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.expression.spel.SpelNode;
import org.springframework.expression.spel.ast.CompoundExpression;
import org.springframework.expression.spel.ast.InlineMap;
import org.springframework.expression.spel.ast.Projection;
import org.springframework.expression.spel.ast.PropertyOrFieldReference;
import org.springframework.expression.spel.ast.Selection;

/**
 * Finds parameters that are named as other libraries would have them named: as {@code {id}} or
 * {@code #id} in literal text, as {@code #p0}, or as <code>#{id}</code>, which is a property of the
 * argument.
 */
final class MistakenNames {

  private static final String NAME = "(\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*)";
  private static final Pattern IN_BRACES =
      Pattern.compile("\\{\\s*" + NAME + "\\s*(?:[.?\\[][^{}]*)?}");
  private static final Pattern WITH_HASH = Pattern.compile("#" + NAME);

  private MistakenNames() {}

  /**
   * Looks through literal text.
   *
   * @throws IllegalArgumentException if it names a parameter
   */
  static void refuseInText(String text, KnownNames names) {
    for (Pattern pattern : new Pattern[] {IN_BRACES, WITH_HASH}) {
      Matcher matcher = pattern.matcher(text);
      while (matcher.find()) {
        String name = matcher.group(1);
        if (pattern == WITH_HASH ? names.isVariable(name) : names.isParameter(name)) {
          String found = matcher.group();
          throw new IllegalArgumentException(
              found
                  + " is literal text, but '"
                  + name
                  + "' is known to expressions: did you mean #{#"
                  + name
                  + "}? The text itself can be written as #{'"
                  + found
                  + "'}");
        }
      }
    }
  }

  /**
   * Looks through an expression.
   *
   * @throws IllegalArgumentException if a property of its root has the name of a parameter
   */
  static void refuseInExpression(SpelNode node, KnownNames names) {
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
          refuseInExpression(node.getChild(i), names);
        }
      } else {
        refuseInArguments(node.getChild(i), names);
      }
    }
  }

  /** What follows a dot is no property of the root, but the arguments of a call there may be. */
  private static void refuseInArguments(SpelNode step, KnownNames names) {
    if (!(step instanceof PropertyOrFieldReference)) {
      refuseInExpression(step, names);
    }
  }

  /** Keys of a map are literal; projections and selections see the element as their root. */
  private static boolean isLiteralOrElsewhere(SpelNode node, int child) {
    return (node instanceof InlineMap && child % 2 == 0)
        || node instanceof Projection
        || node instanceof Selection;
  }
}
