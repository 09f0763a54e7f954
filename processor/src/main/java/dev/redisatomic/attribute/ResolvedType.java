package dev.redisatomic.attribute;

import dev.redisatomic.rules.GenericType;
import dev.redisatomic.rules.TypeFacts;
import org.springframework.core.ResolvableType;

/** The declared type of a parameter as Spring resolves it. */
record ResolvedType(ResolvableType type) implements GenericType {

  @Override
  public TypeFacts facts() {
    return TypeFacts.of(type.resolve(Object.class));
  }

  /** The text of the type; that of its bound for a type variable that stands for nothing yet. */
  @Override
  public String text() {
    String name = type.toString();
    return name.equals("?") ? type.resolve(Object.class).getTypeName() : name;
  }

  @Override
  public GenericType component() {
    return new ResolvedType(type.getComponentType());
  }

  @Override
  public GenericType firstArgument(Class<?> supertype) {
    return new ResolvedType(type.as(supertype).getGeneric(0));
  }
}
