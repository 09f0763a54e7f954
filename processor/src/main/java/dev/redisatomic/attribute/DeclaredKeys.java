package dev.redisatomic.attribute;

import dev.redisatomic.connection.Key;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One place where a method declares keys: a parameter, or a template in {@code @RedisAtomic(keys)}.
 *
 * @param description the place for messages, such as {@code parameter 'from' of Bank.transfer(…)}
 * @param parameter the index of the parameter; {@code -1} if there is none
 * @param template how to make keys
 */
record DeclaredKeys(String description, int parameter, KeyTemplate template) {

  List<Key> keysOf(Method method, @Nullable Object[] arguments) {
    List<Key> keys = new ArrayList<>();
    try {
      if (parameter < 0) {
        template.render(new TemplateInput(arguments, method, arguments), keys::add);
      } else {
        for (Object element : Elements.of(arguments[parameter])) {
          template.render(new TemplateInput(element, method, arguments), keys::add);
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "No key can be made from " + description + ": " + e.getMessage() + ". Nothing was sent.",
          e.getCause());
    }
    return keys;
  }

  @Override
  public String toString() {
    return description;
  }
}
