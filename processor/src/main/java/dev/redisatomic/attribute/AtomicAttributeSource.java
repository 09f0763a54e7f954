package dev.redisatomic.attribute;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.MethodClassKey;
import org.springframework.util.StringValueResolver;

/**
 * Finds the attribute of a method: what {@link AtomicAnnotations} found for it, parsed once. Misses
 * are cached too.
 */
public final class AtomicAttributeSource {

  private final AtomicAnnotations annotations;
  private final AtomicAttributeParser parser;
  private final Map<MethodClassKey, Optional<AtomicAttribute>> cache = new ConcurrentHashMap<>();

  /**
   * A source with annotations of its own, and without beans.
   *
   * @param placeholders resolves placeholders and expressions in attributes
   */
  public AtomicAttributeSource(StringValueResolver placeholders) {
    this(new AtomicAnnotations(), placeholders, null);
  }

  /**
   * A source.
   *
   * @param annotations finds the annotations
   * @param placeholders resolves placeholders and expressions in attributes
   * @param beans what expressions in key templates may refer to; {@code null}: to no beans
   */
  public AtomicAttributeSource(
      AtomicAnnotations annotations,
      StringValueResolver placeholders,
      @Nullable BeanFactory beans) {
    this.annotations = annotations;
    this.parser = new AtomicAttributeParser(placeholders, beans);
  }

  /**
   * The attribute of a method.
   *
   * @param method the method that is called, possibly of an interface
   * @param targetClass the class of the bean behind the proxy
   * @return the attribute, or {@code null} if the method is not atomic
   * @throws IllegalStateException if an annotation is wrong
   */
  public @Nullable AtomicAttribute find(Method method, Class<?> targetClass) {
    MethodClassKey key = new MethodClassKey(method, targetClass);
    Optional<AtomicAttribute> known = cache.get(key);
    if (known == null) {
      // not computeIfAbsent: an expression may create a bean, whose methods are looked up here
      known = Optional.ofNullable(compute(method, targetClass));
      cache.putIfAbsent(key, known);
    }
    return known.orElse(null);
  }

  private @Nullable AtomicAttribute compute(Method method, Class<?> targetClass) {
    AtomicAnnotations.Declaration found = annotations.find(method, targetClass);
    return found == null ? null : parser.parse(found);
  }

  /**
   * Whether the annotation is one of the method, not just of its class.
   *
   * @param method the method that is called, possibly of an interface
   * @param targetClass the class of the bean behind the proxy
   * @return {@code false} also if there is none
   */
  public boolean isOnMethod(Method method, Class<?> targetClass) {
    return annotations.isOnMethod(method, targetClass);
  }
}
