package dev.redisatomic.checks;

import dev.redisatomic.rules.TypeFacts;
import java.util.HashSet;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** The facts that the rules need to know of a type without arguments, as the compiler has it. */
final class MirrorFacts implements TypeFacts {

  private final TypeMirror type;
  private final Elements elements;
  private final Types types;
  private @Nullable Set<String> names;

  MirrorFacts(TypeMirror erased, Elements elements, Types types) {
    this.type = erased;
    this.elements = elements;
    this.types = types;
  }

  private @Nullable TypeElement element() {
    return type instanceof DeclaredType declared
            && declared.asElement() instanceof TypeElement element
        ? element
        : null;
  }

  @Override
  public String name() {
    TypeElement element = element();
    if (element != null) {
      return elements.getBinaryName(element).toString();
    }
    if (type instanceof ArrayType array) {
      return switch (array.getComponentType().getKind()) {
        case BYTE -> byte[].class.getName();
        case CHAR -> char[].class.getName();
        default -> "[" + new MirrorFacts(array.getComponentType(), elements, types).name();
      };
    }
    return type.toString();
  }

  @Override
  public boolean isPrimitive() {
    return type.getKind().isPrimitive() || type.getKind() == TypeKind.VOID;
  }

  @Override
  public boolean isArray() {
    return type.getKind() == TypeKind.ARRAY;
  }

  @Override
  public boolean isInterface() {
    TypeElement element = element();
    return element != null && element.getKind().isInterface();
  }

  @Override
  public boolean isAbstract() {
    TypeElement element = element();
    return isInterface() || (element != null && element.getModifiers().contains(Modifier.ABSTRACT));
  }

  @Override
  public boolean isA(String name) {
    if (names == null) {
      names = new HashSet<>();
      addNames(type, names);
    }
    return names.contains(name);
  }

  private void addNames(TypeMirror from, Set<String> all) {
    if (from.getKind() == TypeKind.DECLARED
        && all.add(new MirrorFacts(from, elements, types).name())) {
      types.directSupertypes(from).forEach(supertype -> addNames(types.erasure(supertype), all));
    }
  }

  /** The class that declares it; unknown where another processor may add it. */
  @Override
  public @Nullable TypeFacts text() {
    for (TypeElement each = element(); each != null; each = superclass(each)) {
      if (each.getKind() == ElementKind.RECORD
          || ElementFilter.methodsIn(each.getEnclosedElements()).stream()
              .anyMatch(MirrorFacts::isToString)) {
        return new MirrorFacts(types.erasure(each.asType()), elements, types);
      }
      if (isGenerated(each)) {
        return null;
      }
    }
    return null;
  }

  private static boolean isToString(ExecutableElement method) {
    return method.getSimpleName().contentEquals("toString")
        && method.getParameters().isEmpty()
        && !method.getModifiers().contains(Modifier.STATIC);
  }

  private static boolean isGenerated(TypeElement type) {
    return type.getAnnotationMirrors().stream()
        .anyMatch(mirror -> mirror.getAnnotationType().toString().startsWith("lombok."));
  }

  private static @Nullable TypeElement superclass(TypeElement type) {
    Element found =
        type.getSuperclass() instanceof DeclaredType declared ? declared.asElement() : null;
    return found instanceof TypeElement element ? element : null;
  }
}
