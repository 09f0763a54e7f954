package dev.redisatomic.attribute;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ObjectUtils;

/** The elements that a value stands for, and their bytes. */
final class Elements {

  private Elements() {}

  /** The elements of an array, iterable or map (its keys); otherwise the value itself. */
  static List<@Nullable Object> of(@Nullable Object value) {
    if (value instanceof byte[]) {
      return List.of(value);
    }
    if (value instanceof Map<?, ?> map) {
      return new ArrayList<>(map.keySet());
    }
    if (value instanceof Iterable<?> iterable) {
      List<@Nullable Object> elements = new ArrayList<>();
      iterable.forEach(elements::add);
      return elements;
    }
    if (value != null && value.getClass().isArray()) {
      return Arrays.asList(ObjectUtils.toObjectArray(value));
    }
    List<@Nullable Object> single = new ArrayList<>(1);
    single.add(value);
    return single;
  }

  static byte[] bytes(@Nullable Object element) {
    if (element == null) {
      throw new IllegalArgumentException("it is null or has a null element");
    }
    return element instanceof byte[] bytes
        ? bytes
        : String.valueOf(element).getBytes(StandardCharsets.UTF_8);
  }
}
