package dev.redisatomic.interceptor;

import dev.redisatomic.attribute.AtomicAttribute;
import dev.redisatomic.attribute.AtomicAttributeSource;
import dev.redisatomic.attribute.AtomicMethodChecks;
import dev.redisatomic.execution.AtomicDefinition;
import dev.redisatomic.execution.DeclaredKeyCheck;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.core.MethodClassKey;

/** The atomic methods of all beans; each is worked out once. */
public final class AtomicMethods implements SmartInitializingSingleton {

  private final AtomicAttributeSource attributes;
  private final AtomicMethodChecks checks;
  private final Function<AtomicAttribute, AtomicDefinition> definitions;
  private final Map<AtomicAttribute, AtomicMethod> methods = new ConcurrentHashMap<>();

  /**
   * The methods by what is called, because an attribute is compared, and its hash made, by all of
   * its parts.
   */
  private final Map<MethodClassKey, AtomicMethod> called = new ConcurrentHashMap<>();

  private final Map<Class<?>, List<AtomicAttribute>> checked = new ConcurrentHashMap<>();

  /**
   * Begins without methods.
   *
   * @param attributes says which methods are atomic
   * @param definitions combines an attribute with the properties in force
   */
  public AtomicMethods(
      AtomicAttributeSource attributes, Function<AtomicAttribute, AtomicDefinition> definitions) {
    this.attributes = attributes;
    this.checks = new AtomicMethodChecks(attributes);
    this.definitions = definitions;
  }

  @Nullable AtomicAttribute find(Method method, Class<?> targetClass) {
    return attributes.find(method, targetClass);
  }

  boolean isOnMethod(Method method, Class<?> targetClass) {
    return attributes.isOnMethod(method, targetClass);
  }

  AtomicMethod get(Method method, Class<?> targetClass) {
    MethodClassKey key = new MethodClassKey(method, targetClass);
    AtomicMethod known = called.get(key);
    if (known == null) {
      known = found(method, targetClass);
      called.put(key, known);
    }
    return known;
  }

  private AtomicMethod found(Method method, Class<?> targetClass) {
    AtomicAttribute attribute = attributes.find(method, targetClass);
    if (attribute == null) {
      throw new IllegalStateException("Not an atomic method: " + method);
    }
    return get(attribute);
  }

  private AtomicMethod get(AtomicAttribute attribute) {
    AtomicMethod known = methods.get(attribute);
    if (known == null) {
      known =
          new AtomicMethod(
              attribute, definitions.apply(attribute), new DeclaredKeyCheck(attribute.name()));
      AtomicMethod other = methods.putIfAbsent(attribute, known);
      return other == null ? known : other;
    }
    return known;
  }

  /** Checks a bean's class at start-up; an annotation that is wrong stops it. */
  List<AtomicAttribute> check(Class<?> targetClass) {
    List<AtomicAttribute> found = checked.get(targetClass);
    if (found == null) {
      found = checks.check(targetClass);
      found.forEach(this::get);
      checked.putIfAbsent(targetClass, found);
    }
    return found;
  }

  /**
   * The atomic methods that are known by now.
   *
   * @return their attributes
   */
  public Set<AtomicAttribute> attributes() {
    return Set.copyOf(methods.keySet());
  }

  /** Finds out at start-up, not at the first call, that a connection factory cannot be used. */
  @Override
  public void afterSingletonsInstantiated() {
    methods.values().forEach(method -> method.definition().checkFactory());
  }
}
