package dev.redisatomic.rules;

/**
 * The facts that the rules need to know of the declared type of a parameter, or of a part of that
 * type.
 */
public interface GenericType {

  /**
   * The type without its arguments.
   *
   * @return its facts; of a variable or wildcard its bound, otherwise {@code Object}
   */
  TypeFacts facts();

  /**
   * The type for messages.
   *
   * @return binary names, such as {@code java.util.List<java.lang.String>}
   */
  String text();

  /**
   * The components of an array.
   *
   * @return their type
   */
  GenericType component();

  /**
   * The first argument that the type gives to one of its supertypes, or to itself.
   *
   * @param supertype the supertype
   * @return the argument; what stands for {@code Object} if there is none
   */
  GenericType firstArgument(Class<?> supertype);
}
