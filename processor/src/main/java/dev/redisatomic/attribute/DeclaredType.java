package dev.redisatomic.attribute;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;

/**
 * What the declared type of a parameter tells, before the first call, about the keys that can be
 * made of its arguments.
 */
final class DeclaredType {

  private DeclaredType() {}

  /**
   * Why no key can be made of any argument of this type.
   *
   * @return the reason, naming the type; {@code null} if there may be arguments that are keys
   */
  static @Nullable String refusal(ResolvableType type) {
    Class<?> raw = type.resolve(Object.class);
    return switch (KeyType.of(raw).kind()) {
      case OPTIONAL -> part(type, type.as(raw).getGeneric(0), "holds", false);
      case SEVERAL -> part(type, elementOf(type), "has elements of", true);
      default -> single(type);
    };
  }

  private static ResolvableType elementOf(ResolvableType type) {
    if (type.isArray()) {
      return type.getComponentType();
    }
    boolean map = Map.class.isAssignableFrom(type.resolve(Object.class));
    return (map ? type.asMap() : type.asCollection()).getGeneric(0);
  }

  private static @Nullable String part(
      ResolvableType whole, ResolvableType element, String relation, boolean optionals) {
    String reason =
        switch (KeyType.of(element.resolve(Object.class)).kind()) {
          case OPTIONAL ->
              optionals ? part(element, element.getGeneric(0), "holds", false) : nested(element);
          case SEVERAL -> nested(element);
          default -> single(element);
        };
    return reason == null ? null : nameOf(whole) + ", which " + relation + " " + reason;
  }

  private static String nested(ResolvableType type) {
    return nameOf(type)
        + ", which stands for several keys or none, and only one level of that is taken apart";
  }

  private static @Nullable String single(ResolvableType type) {
    KeyType known = KeyType.of(type.resolve(Object.class));
    return known.kind() == KeyType.Kind.REFUSED && known.subtypesToo()
        ? nameOf(type) + ", and " + known.refusal()
        : null;
  }

  /** Of a type variable that stands for nothing yet, its bound. */
  private static String nameOf(ResolvableType type) {
    String name = type.toString();
    return name.equals("?") ? type.resolve(Object.class).getTypeName() : name;
  }
}
