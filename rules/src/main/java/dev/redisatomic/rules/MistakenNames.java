package dev.redisatomic.rules;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds parameters that are named as other libraries would have them named: as {@code {id}}, {@code
 * #id} or {@code #p0} in literal text.
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
  static void refuseInText(String text, TemplateNames names) {
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
}
