package dev.redisatomic.attribute;

import dev.redisatomic.rules.KeyType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ObjectUtils;

/** The elements that a value stands for, and their bytes. */
final class Elements {

  private Elements() {}

  /**
   * The elements of an array, collection or map (its keys), or the value of an Optional; otherwise
   * the value itself. Those of an Optional that is empty are left out.
   */
  static Collection<? extends @Nullable Object> of(@Nullable Object value) {
    if (value == null || value instanceof String) {
      return Collections.singletonList(value);
    }
    return switch (KeyType.of(value.getClass()).kind()) {
      case OPTIONAL -> valueOf(value);
      case SEVERAL -> withoutOptionals(severalOf(value));
      default -> Collections.singletonList(value);
    };
  }

  private static Collection<?> severalOf(Object value) {
    if (value instanceof Collection<?> collection) {
      return collection;
    }
    return value instanceof Map<?, ?> map
        ? map.keySet()
        : Arrays.asList(ObjectUtils.toObjectArray(value));
  }

  private static Collection<? extends @Nullable Object> withoutOptionals(Collection<?> elements) {
    List<@Nullable Object> values = null;
    int index = 0;
    for (Object element : elements) {
      boolean optional = element != null && isOptional(element);
      if (optional && values == null) {
        values = new ArrayList<>(elements.stream().limit(index).toList());
      }
      if (values != null) {
        values.addAll(optional ? valueOf(element) : Collections.singletonList(element));
      }
      index++;
    }
    return values == null ? elements : values;
  }

  private static boolean isOptional(Object value) {
    return KeyType.of(value.getClass()).kind() == KeyType.Kind.OPTIONAL;
  }

  private static List<?> valueOf(Object optional) {
    if (optional instanceof Optional<?> any) {
      return any.stream().toList();
    }
    if (optional instanceof OptionalInt number) {
      return number.stream().boxed().toList();
    }
    return optional instanceof OptionalLong number
        ? number.stream().boxed().toList()
        : ((OptionalDouble) optional).stream().boxed().toList();
  }

  /**
   * The bytes of one element.
   *
   * @throws IllegalArgumentException if no text stands for it; the message says why
   */
  static byte[] bytes(@Nullable Object element) {
    if (element == null) {
      throw new IllegalArgumentException("it is null or has a null element");
    }
    if (element instanceof String text) {
      return text.getBytes(StandardCharsets.UTF_8);
    }
    KeyType type = KeyType.of(element.getClass());
    return switch (type.kind()) {
      case BYTES -> (byte[]) element;
      case TEXT -> textOf(element).getBytes(StandardCharsets.UTF_8);
      case APPLICATION_TYPE -> ownTextOf(element, type).getBytes(StandardCharsets.UTF_8);
      case OPTIONAL, SEVERAL ->
          throw refused(
              element,
              "it would stand for several keys or none, and only one level is taken apart");
      case REFUSED -> throw refused(element, type.refusal());
    };
  }

  private static String textOf(Object element) {
    String text = element.toString();
    if (text == null) {
      throw refused(element, "its toString() gives null");
    }
    return text;
  }

  private static String ownTextOf(Object element, KeyType type) {
    String text = textOf(element);
    if (type.isGenerated(text)) {
      throw refused(element, "its text is the one that is generated for every record");
    }
    String hash = "@" + Integer.toHexString(element.hashCode());
    if (text.endsWith(hash) && text.equals(element.getClass().getName() + hash)) {
      throw refused(element, "it has no toString() of its own");
    }
    return text;
  }

  private static IllegalArgumentException refused(Object element, String reason) {
    return new IllegalArgumentException(
        "a value of type "
            + element.getClass().getTypeName()
            + " cannot be one, because "
            + reason
            + "; take a part of it with #{…}, as in #{#order.id}");
  }
}
