package dev.redisatomic.attribute;

import dev.redisatomic.annotation.RedisAtomic;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.BridgeMethodResolver;
import org.springframework.core.MethodClassKey;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;
import org.springframework.util.StringValueResolver;

/**
 * Finds the attribute of a method: from the target method, else the target class, else the declared
 * method, else its interface. Both the pointcut and the interceptor ask here. Misses are cached
 * too.
 */
public final class AtomicAttributeSource {

  private final AtomicAttributeParser parser;
  private final Map<MethodClassKey, Optional<AtomicAttribute>> cache = new ConcurrentHashMap<>();

  /**
   * A source.
   *
   * @param placeholders resolves placeholders and expressions in attributes
   * @param beans what expressions in key templates may refer to; {@code null}: to no beans
   */
  public AtomicAttributeSource(StringValueResolver placeholders, @Nullable BeanFactory beans) {
    this.parser = new AtomicAttributeParser(placeholders, beans);
  }

  /**
   * A source without beans.
   *
   * @param placeholders resolves placeholders and expressions in attributes
   */
  public AtomicAttributeSource(StringValueResolver placeholders) {
    this(placeholders, null);
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
    if (ReflectionUtils.isObjectMethod(method)) {
      return null;
    }
    Class<?> userClass = ClassUtils.getUserClass(targetClass);
    Method specific =
        BridgeMethodResolver.findBridgedMethod(ClassUtils.getMostSpecificMethod(method, userClass));
    RedisAtomic annotation = annotationOf(method, specific, userClass);
    return annotation == null ? null : parser.parse(annotation, specific, userClass);
  }

  private static @Nullable RedisAtomic annotationOf(
      Method declared, Method specific, Class<?> targetClass) {
    RedisAtomic annotation =
        AnnotatedElementUtils.findMergedAnnotation(specific, RedisAtomic.class);
    if (annotation == null && ClassUtils.isUserLevelMethod(specific)) {
      annotation = AnnotatedElementUtils.findMergedAnnotation(targetClass, RedisAtomic.class);
    }
    if (annotation == null && !specific.equals(declared)) {
      annotation = AnnotatedElementUtils.findMergedAnnotation(declared, RedisAtomic.class);
      if (annotation == null && ClassUtils.isUserLevelMethod(declared)) {
        annotation =
            AnnotatedElementUtils.findMergedAnnotation(
                declared.getDeclaringClass(), RedisAtomic.class);
      }
    }
    return annotation;
  }
}
