package dev.redisatomic.attribute;

import dev.redisatomic.command.Key;
import java.util.function.Consumer;

/**
 * One place where a method declares keys: a parameter, or a template in {@code @RedisAtomic(keys)}.
 *
 * @param description the place for messages, such as {@code parameter 'from' of Bank.transfer(…)}
 * @param parameter the index of the parameter; {@code -1} if there is none
 * @param template how to make keys
 */
record DeclaredKeys(String description, int parameter, KeyTemplate template) {

  void keysOf(TemplateInput input, Consumer<Key> keys) {
    try {
      if (parameter < 0) {
        template.render(input.arguments(), input, keys);
      } else {
        for (Object element : Elements.of(input.argument(parameter))) {
          template.render(element, input, keys);
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
