package dev.redisatomic.attribute;

import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import dev.redisatomic.command.Key;
import java.util.List;
import java.util.Objects;

/** Methods whose keys are made of an argument, each in a way of its own. */
interface KeyedShop {

  @RedisAtomic
  void argument(@Watched("k:{}") Object value);

  @RedisAtomic(keys = "k:#{#value}")
  void expression(Object value);

  @RedisAtomic
  void part(@Watched("k:#{toString().length()}") Object value);

  @RedisAtomic
  void property(@Watched("k:#{id}") Object value);

  /** The keys of a method that is called with a value. */
  static List<String> keys(String method, Object value) {
    try {
      return Objects.requireNonNull(
              new AtomicAttributeSource(text -> text)
                  .find(KeyedShop.class.getMethod(method, Object.class), KeyedShop.class))
          .keysOf(new Object[] {value}, 100)
          .stream()
          .map(Key::toString)
          .toList();
    } catch (NoSuchMethodException e) {
      throw new LinkageError(method, e);
    }
  }
}
