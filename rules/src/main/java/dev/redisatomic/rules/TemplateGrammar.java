package dev.redisatomic.rules;

/** The grammar of key templates: literal text, {@code {}} and <code>#{…}</code>. */
public final class TemplateGrammar {

  private TemplateGrammar() {}

  /**
   * Takes a template to pieces. An empty one is the argument.
   *
   * @param text the template with its placeholders resolved
   * @param names what it may name
   * @param parts takes them
   * @throws IllegalArgumentException if the template does not parse; the message says why
   */
  public static void parse(String text, TemplateNames names, TemplateParts parts) {
    StringBuilder literal = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      if (text.startsWith("{}", i)) {
        pass(literal, names, parts);
        parts.argument();
        i += 2;
      } else if (text.startsWith("#{", i)) {
        pass(literal, names, parts);
        int end = endOfExpression(text, i + 2);
        parts.expression(text.substring(i + 2, end));
        i = end + 1;
      } else {
        literal.append(text.charAt(i++));
      }
    }
    pass(literal, names, parts);
    if (text.isEmpty()) {
      parts.argument();
    }
  }

  private static void pass(StringBuilder literal, TemplateNames names, TemplateParts parts) {
    if (!literal.isEmpty()) {
      MistakenNames.refuseInText(literal.toString(), names);
      parts.literal(literal.toString());
      literal.setLength(0);
    }
  }

  /** Finds the brace that ends an expression; braces and quotes may occur within it. */
  private static int endOfExpression(String text, int start) {
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
}
