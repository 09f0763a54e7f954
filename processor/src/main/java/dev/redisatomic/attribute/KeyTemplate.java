package dev.redisatomic.attribute;

import dev.redisatomic.connection.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.expression.EvaluationException;
import org.springframework.expression.Expression;

/** A parsed key template: literal text, {@code {}} and <code>#{…}</code>. Immutable. */
final class KeyTemplate {

  private final String text;
  private final List<Part> parts;

  private KeyTemplate(String text, List<Part> parts) {
    this.text = text;
    this.parts = List.copyOf(parts);
  }

  /** A piece of a template. */
  private sealed interface Part {

    /** Fixed text. */
    record Literal(Key text) implements Part {}

    /** The argument. */
    record Argument() implements Part {}

    /** A Spring expression. */
    record Calculated(Expression expression) implements Part {}
  }

  /**
   * Parses a template.
   *
   * @param knownVariable tells whether an expression may use a variable of this name
   * @throws IllegalArgumentException if it does not parse; the message says why
   */
  static KeyTemplate parse(String text, Predicate<String> knownVariable) {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      if (text.startsWith("{}", i)) {
        addLiteral(parts, literal);
        parts.add(new Part.Argument());
        i += 2;
      } else if (text.startsWith("#{", i)) {
        addLiteral(parts, literal);
        int end = KeyExpression.end(text, i + 2);
        parts.add(
            new Part.Calculated(KeyExpression.parse(text.substring(i + 2, end), knownVariable)));
        i = end + 1;
      } else {
        literal.append(text.charAt(i++));
      }
    }
    addLiteral(parts, literal);
    if (text.isEmpty()) {
      parts.add(new Part.Argument());
    }
    return new KeyTemplate(text, parts);
  }

  private static void addLiteral(List<Part> parts, StringBuilder literal) {
    if (!literal.isEmpty()) {
      parts.add(new Part.Literal(Key.of(literal.toString())));
      literal.setLength(0);
    }
  }

  boolean usesArgument() {
    return parts.stream().anyMatch(Part.Argument.class::isInstance);
  }

  boolean isConstant() {
    return parts.stream().allMatch(Part.Literal.class::isInstance);
  }

  /**
   * Makes the keys: one, or several where an expression gives several values.
   *
   * @param argument the argument or an element of it, which expressions see as their root
   * @param input the call
   * @throws IllegalArgumentException if a value is null or an expression fails
   */
  void render(@Nullable Object argument, TemplateInput input, Consumer<Key> keys) {
    render(0, new byte[parts.size()][], argument, input, keys);
  }

  private void render(
      int index,
      byte[][] pieces,
      @Nullable Object argument,
      TemplateInput input,
      Consumer<Key> keys) {
    if (index == parts.size()) {
      keys.accept(Key.joined(pieces));
      return;
    }
    Part part = parts.get(index);
    if (part instanceof Part.Calculated calculated) {
      for (Object value : Elements.of(evaluate(calculated.expression(), argument, input))) {
        pieces[index] = Elements.bytes(value);
        render(index + 1, pieces, argument, input, keys);
      }
    } else {
      pieces[index] =
          part instanceof Part.Literal literal ? literal.text().bytes() : Elements.bytes(argument);
      render(index + 1, pieces, argument, input, keys);
    }
  }

  private static @Nullable Object evaluate(
      Expression expression, @Nullable Object argument, TemplateInput input) {
    try {
      return expression.getValue(input.context(), argument);
    } catch (EvaluationException e) {
      throw new IllegalArgumentException(
          "the expression #{"
              + expression.getExpressionString()
              + "} failed ("
              + e.getMessage()
              + ")",
          e);
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
