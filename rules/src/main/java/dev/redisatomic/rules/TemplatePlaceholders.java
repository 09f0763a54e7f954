package dev.redisatomic.rules;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the placeholders in key templates, <code>${name}</code> or <code>${name:default}</code>.
 * Only them: the expressions beside them are for each call.
 */
public final class TemplatePlaceholders {

  private final UnaryOperator<@Nullable String> resolver;

  /**
   * Replaces what a resolver gives.
   *
   * @param resolver gives the value of a placeholder, which it is given with its braces
   */
  public TemplatePlaceholders(UnaryOperator<@Nullable String> resolver) {
    this.resolver = resolver;
  }

  /**
   * Replaces all placeholders of a template. {@code \${…}} is literal, and so is the dollar sign
   * before {@code {}}.
   *
   * @param template the template as it was written
   * @param names what it may name
   * @return the template without placeholders
   * @throws IllegalArgumentException if one cannot be resolved; the message names it
   */
  public String resolve(String template, TemplateNames names) {
    StringBuilder resolved = new StringBuilder();
    int i = 0;
    while (i < template.length()) {
      if (template.startsWith("\\${", i)) {
        resolved.append("${");
        i += 3;
      } else if (isPlaceholder(template, i)) {
        int end = end(template, i + 2);
        resolved.append(
            resolve(template.substring(i, end + 1), template.substring(i + 2, end), names));
        i = end + 1;
      } else {
        resolved.append(template.charAt(i++));
      }
    }
    return resolved.toString();
  }

  private static boolean isPlaceholder(String template, int start) {
    return template.startsWith("${", start)
        && !template.startsWith("{", start + 2)
        && !template.startsWith("}", start + 2);
  }

  private static int end(String template, int start) {
    int depth = 1;
    for (int i = start; i < template.length(); i++) {
      char c = template.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (depth == 0) {
        return i;
      }
    }
    throw new IllegalArgumentException("${ has no matching }");
  }

  private String resolve(String placeholder, String name, TemplateNames names) {
    String value;
    try {
      value = resolver.apply(placeholder);
    } catch (RuntimeException e) {
      throw unresolved(placeholder, name, names, e);
    }
    // without a configurer, Spring leaves what it cannot resolve as it is
    if (value == null || value.contains("${")) {
      throw unresolved(placeholder, name, names, null);
    }
    return value;
  }

  private static IllegalArgumentException unresolved(
      String placeholder, String name, TemplateNames names, @Nullable RuntimeException cause) {
    String reason =
        cause == null ? "there is no such property" : String.valueOf(cause.getMessage());
    return new IllegalArgumentException(
        "the placeholder "
            + placeholder
            + " cannot be resolved ("
            + reason
            + "); "
            + (names.isParameter(name)
                ? "did you mean #{#" + name + "}?"
                : "set the property, or give a default, as in ${"
                    + name.split(":", 2)[0]
                    + ":shop}"),
        cause);
  }
}
