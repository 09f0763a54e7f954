package dev.redisatomic.attribute;

import dev.redisatomic.command.Key;
import dev.redisatomic.rules.TemplateGrammar;
import dev.redisatomic.rules.TemplateNames;
import dev.redisatomic.rules.TemplateParts;
import dev.redisatomic.rules.expression.KeyExpressions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
    Parts parts = new Parts(names.template(), new ArrayList<>());
    TemplateGrammar.parse(text, names.template(), parts);
    return new KeyTemplate(written, parts.found(), names.beans());
  }

  /** Collects the parts of a template. */
  private record Parts(TemplateNames names, List<Part> found) implements TemplateParts {

    @Override
    public void literal(String text) {
      found.add(new Part.Literal(Key.of(text)));
    }

    @Override
    public void argument() {
      found.add(new Part.Argument());
    }

    @Override
    public void expression(String text) {
      found.add(new Part.Calculated(KeyExpressions.parse(text, names)));
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
    byte[][] pieces = new byte[parts.size()][];
    Map<Integer, Collection<byte[]>> several = Map.of();
    for (int i = 0; i < pieces.length; i++) {
      Part part = parts.get(i);
      if (part instanceof Part.Calculated calculated) {
        Collection<byte[]> values =
            distinct(Elements.of(evaluate(calculated.expression(), argument, input)));
        if (values.isEmpty()) {
          return;
        }
        if (values.size() > 1) {
          several = several.isEmpty() ? new TreeMap<>() : several;
          several.put(i, values);
        }
        pieces[i] = values.iterator().next();
      } else {
        pieces[i] =
            part instanceof Part.Literal literal
                ? literal.text().bytes()
                : Elements.bytes(argument);
      }
    }
    join(List.copyOf(several.entrySet()), pieces, 0, keys);
  }

  /**
   * Drops values that occur twice: where several expressions give many equal ones, their product
   * has no end.
   */
  private static Collection<byte[]> distinct(Collection<? extends @Nullable Object> values) {
    if (values.size() < 2) {
      return values.stream().map(Elements::bytes).toList();
    }
    Set<Key> distinct = new LinkedHashSet<>();
    values.forEach(value -> distinct.add(Key.of(Elements.bytes(value))));
    return distinct.stream().map(Key::bytes).toList();
  }

  private void join(
      List<Map.Entry<Integer, Collection<byte[]>>> several,
      byte[][] pieces,
      int next,
      Consumer<Key> keys) {
    if (next == several.size()) {
      tag.requireText(pieces);
      keys.accept(Key.joined(pieces));
      return;
    }
    for (byte[] piece : several.get(next).getValue()) {
      pieces[several.get(next).getKey()] = piece;
      join(several, pieces, next + 1, keys);
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
