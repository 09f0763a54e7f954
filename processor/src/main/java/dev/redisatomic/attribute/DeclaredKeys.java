package dev.redisatomic.attribute;

import dev.redisatomic.connection.Key;
import java.lang.reflect.Method;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One place where a method declares keys: a parameter, or a template in {@code @RedisAtomic(keys)}.
 *
 * @param description the place for messages, such as {@code parameter 'from' of Bank.transfer(…)}
 * @param parameter the index of the parameter; {@code -1} if there is none
 * @param template how to make keys
 */
record DeclaredKeys(String description, int parameter, KeyTemplate template) {

  void keysOf(Method method, @Nullable Object[] arguments, Consumer<Key> keys) {
    try {
      if (parameter < 0) {
        template.render(new TemplateInput(arguments, method, arguments), keys);
      } else {
        for (Object element : Elements.of(arguments[parameter])) {
          template.render(new TemplateInput(element, method, arguments), keys);
        }
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "No key can be made from " + description + ": " + e.getMessage() + ". Nothing was sent.",
          e.getCause());
    }
  }

  @Override
  public String toString() {
    return description;
  }
}
