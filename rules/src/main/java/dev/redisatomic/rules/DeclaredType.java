package dev.redisatomic.rules;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Judges by the declared type of a parameter, before the first call, which keys can be made of its
 * arguments.
 */
public final class DeclaredType {

  private DeclaredType() {}

  /**
   * Explains why no key can be made of any argument of this type.
   *
   * @param type the type of a parameter
   * @return the reason, naming the type; {@code null} if there may be arguments that are keys
   */
  public static @Nullable String refusal(GenericType type) {
    return switch (KeyType.of(type.facts()).kind()) {
      case OPTIONAL -> part(type, valueOf(type), "holds", false);
      case SEVERAL -> part(type, elementOf(type), "has elements of", true);
      default -> single(type);
    };
  }

  private static GenericType valueOf(GenericType optional) {
    // those of numbers have no argument, and hold what is always a key
    return optional.firstArgument(Optional.class);
  }

  private static GenericType elementOf(GenericType type) {
    if (type.facts().isArray()) {
      return type.component();
    }
    boolean map = type.facts().isA(Map.class.getName());
    return type.firstArgument(map ? Map.class : Collection.class);
  }

  private static @Nullable String part(
      GenericType whole, GenericType element, String relation, boolean optionals) {
    String reason =
        switch (KeyType.of(element.facts()).kind()) {
          case OPTIONAL ->
              optionals ? part(element, valueOf(element), "holds", false) : nested(element);
          case SEVERAL -> nested(element);
          default -> single(element);
        };
    return reason == null ? null : whole.text() + ", which " + relation + " " + reason;
  }

  private static String nested(GenericType type) {
    return type.text()
        + ", which stands for several keys or none, and only one level of that is taken apart";
  }

  private static @Nullable String single(GenericType type) {
    KeyType known = KeyType.of(type.facts());
    return known.kind() == KeyType.Kind.REFUSED && known.subtypesToo()
        ? type.text() + ", and " + known.refusal()
        : null;
  }
}
