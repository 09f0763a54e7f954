package dev.redisatomic.attribute;

import dev.redisatomic.connection.Key;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.expression.BeanResolver;
import org.springframework.expression.EvaluationException;
import org.springframework.expression.Expression;

/** A parsed key template: literal text, {@code {}} and <code>#{…}</code>. Immutable. */
final class KeyTemplate {

  private final String written;
  private final List<Part> parts;
  private final HashTag tag;
  private final @Nullable BeanResolver beans;

  private KeyTemplate(String written, List<Part> parts, @Nullable BeanResolver beans) {
    this.written = written;
    this.parts = List.copyOf(parts);
    this.tag = HashTag.in(this.parts);
    this.beans = beans;
  }

  /** A piece of a template. */
  sealed interface Part {

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
   * @param written the template as it was written
   * @param text the same with placeholders resolved
   * @param names what it may name
   * @throws IllegalArgumentException if it does not parse; the message says why
   */
  static KeyTemplate parse(String written, String text, KnownNames names) {
    List<Part> parts = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    int i = 0;
    while (i < text.length()) {
      if (text.startsWith("{}", i)) {
        addLiteral(parts, literal, names);
        parts.add(new Part.Argument());
        i += 2;
      } else if (text.startsWith("#{", i)) {
        addLiteral(parts, literal, names);
        int end = KeyExpression.end(text, i + 2);
        parts.add(new Part.Calculated(KeyExpression.parse(text.substring(i + 2, end), names)));
        i = end + 1;
      } else {
        literal.append(text.charAt(i++));
      }
    }
    addLiteral(parts, literal, names);
    if (text.isEmpty()) {
      parts.add(new Part.Argument());
    }
    return new KeyTemplate(written, parts, names.beans());
  }

  private static void addLiteral(List<Part> parts, StringBuilder literal, KnownNames names) {
    if (!literal.isEmpty()) {
      MistakenNames.refuseInText(literal.toString(), names);
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
   * @throws IllegalArgumentException if no key can be made of a value, or an expression fails
   */
  void render(@Nullable Object argument, TemplateInput input, Consumer<Key> keys) {
    List<Collection<byte[]>> values = new ArrayList<>(parts.size());
    for (Part part : parts) {
      Collection<byte[]> pieces = pieces(part, argument, input);
      if (pieces.isEmpty()) {
        return;
      }
      values.add(pieces);
    }
    join(values, new byte[parts.size()][], 0, keys);
  }

  private Collection<byte[]> pieces(Part part, @Nullable Object argument, TemplateInput input) {
    if (part instanceof Part.Literal literal) {
      return List.of(literal.text().bytes());
    }
    if (part instanceof Part.Calculated calculated) {
      return distinct(Elements.of(evaluate(calculated.expression(), argument, input)));
    }
    return List.of(Elements.bytes(argument));
  }

  /** Each once: where several expressions give many equal values, their product has no end. */
  private static Collection<byte[]> distinct(Collection<? extends @Nullable Object> values) {
    if (values.size() < 2) {
      return values.stream().map(Elements::bytes).toList();
    }
    Set<Key> distinct = new LinkedHashSet<>();
    values.forEach(value -> distinct.add(Key.of(Elements.bytes(value))));
    return distinct.stream().map(Key::bytes).toList();
  }

  private void join(
      List<Collection<byte[]>> values, byte[][] pieces, int index, Consumer<Key> keys) {
    if (index == pieces.length) {
      tag.requireText(pieces);
      keys.accept(Key.joined(pieces));
      return;
    }
    for (byte[] piece : values.get(index)) {
      pieces[index] = piece;
      join(values, pieces, index + 1, keys);
    }
  }

  private @Nullable Object evaluate(
      Expression expression, @Nullable Object argument, TemplateInput input) {
    try {
      return expression.getValue(input.context(beans), argument);
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
    return written;
  }
}
