package dev.redisatomic.rules;

import java.lang.reflect.Modifier;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The facts that the rules need to know of a class that is loaded. Made once per class. */
final class ClassFacts implements TypeFacts {

  private final Class<?> type;
  private final Set<String> names = new HashSet<>();

  ClassFacts(Class<?> type) {
    this.type = type;
    addNames(type);
  }

  private void addNames(@Nullable Class<?> from) {
    if (from != null && names.add(from.getName())) {
      addNames(from.getSuperclass());
      for (Class<?> implemented : from.getInterfaces()) {
        addNames(implemented);
      }
    }
  }

  @Override
  public String name() {
    return type.getName();
  }

  @Override
  public boolean isPrimitive() {
    return type.isPrimitive();
  }

  @Override
  public boolean isArray() {
    return type.isArray();
  }

  @Override
  public boolean isInterface() {
    return type.isInterface();
  }

  @Override
  public boolean isAbstract() {
    return Modifier.isAbstract(type.getModifiers());
  }

  @Override
  public boolean isA(String name) {
    return names.contains(name);
  }

  @Override
  public @Nullable TypeFacts text() {
    try {
      return new ClassFacts(withoutProxy().getMethod("toString").getDeclaringClass());
    } catch (NoSuchMethodException e) {
      // in a native image, of a type that nobody reflects on; its text is looked at in any case
      return null;
    }
  }

  /** The class itself, or the one that it extends if Spring has made it at run time. */
  private Class<?> withoutProxy() {
    Class<?> extended = type.getSuperclass();
    return type.getName().contains("$$") && extended != null && extended != Object.class
        ? extended
        : type;
  }
}
