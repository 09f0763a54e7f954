package dev.redisatomic.rules;

import org.jspecify.annotations.Nullable;

/**
 * The facts that the rules need to know of a class, whether it is loaded or just about to be
 * compiled.
 */
public interface TypeFacts {

  /**
   * The facts of a class that is loaded.
   *
   * @param type any class
   * @return its facts
   */
  static TypeFacts of(Class<?> type) {
    return new ClassFacts(type);
  }

  /**
   * The binary name.
   *
   * @return as {@link Class#getName()} gives it
   */
  String name();

  /**
   * Whether it is a primitive type.
   *
   * @return {@code false} for its wrapper
   */
  boolean isPrimitive();

  /**
   * Whether it is an array.
   *
   * @return whether it has components
   */
  boolean isArray();

  /**
   * Whether it is an interface.
   *
   * @return whether it is one, annotations included
   */
  boolean isInterface();

  /**
   * Whether there can be no object of just this class.
   *
   * @return whether it is abstract; interfaces are
   */
  boolean isAbstract();

  /**
   * Whether it is a class or one of its subclasses, or implements an interface.
   *
   * @param name the binary name of the class or interface
   * @return whether its objects can be used as such
   */
  boolean isA(String name);

  /**
   * The class that its {@code toString()} comes from; asked of classes alone.
   *
   * @return the class; {@code null} if it cannot be told
   */
  @Nullable TypeFacts text();
}
