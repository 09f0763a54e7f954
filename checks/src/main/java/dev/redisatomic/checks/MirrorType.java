package dev.redisatomic.checks;

import dev.redisatomic.rules.GenericType;
import dev.redisatomic.rules.TypeFacts;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.type.TypeVariable;
import javax.lang.model.type.WildcardType;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** The declared type of a parameter, as the compiler has it; its text is the one of start-up. */
record MirrorType(TypeMirror type, Elements elements, Types types) implements GenericType {

  @Override
  public TypeFacts facts() {
    return new MirrorFacts(types.erasure(bound(type)), elements, types);
  }

  /** Whether the compiler knows all of it, and no error is about to be reported. */
  boolean isResolved() {
    return isResolved(type);
  }

  private static boolean isResolved(TypeMirror type) {
    if (type instanceof ArrayType array) {
      return isResolved(array.getComponentType());
    }
    return type.getKind() != TypeKind.ERROR
        && (!(type instanceof DeclaredType declared)
            || declared.getTypeArguments().stream().allMatch(MirrorType::isResolved));
  }

  private TypeMirror bound(TypeMirror from) {
    if (!(from instanceof WildcardType wildcard)) {
      return from;
    }
    TypeMirror bound =
        wildcard.getExtendsBound() != null ? wildcard.getExtendsBound() : wildcard.getSuperBound();
    return bound == null ? object() : bound;
  }

  private TypeMirror object() {
    return Objects.requireNonNull(elements.getTypeElement("java.lang.Object")).asType();
  }

  @Override
  public String text() {
    String text = text(type);
    return text.equals("?") ? erasedName(type) : text;
  }

  private String erasedName(TypeMirror from) {
    return new MirrorFacts(types.erasure(bound(from)), elements, types).name();
  }

  private String text(TypeMirror from) {
    return switch (from.getKind()) {
      case ARRAY -> text(((ArrayType) from).getComponentType()) + "[]";
      case TYPEVAR -> "?";
      case WILDCARD -> textOfBound(bound(from));
      case DECLARED -> erasedName(from) + arguments((DeclaredType) from);
      default -> from.toString();
    };
  }

  private String textOfBound(TypeMirror bound) {
    if (bound.getKind() == TypeKind.TYPEVAR) {
      String name = erasedName(bound);
      return name.equals("java.lang.Object") ? "?" : name;
    }
    return types.isSameType(bound, object()) ? "?" : text(bound);
  }

  /** The arguments as text, with a question mark for each that a raw type could have. */
  private String arguments(DeclaredType from) {
    List<String> arguments =
        from.getTypeArguments().isEmpty()
            ? Collections.nCopies(((TypeElement) from.asElement()).getTypeParameters().size(), "?")
            : from.getTypeArguments().stream().map(this::text).toList();
    return arguments.isEmpty()
        ? ""
        : arguments.stream().collect(Collectors.joining(", ", "<", ">"));
  }

  @Override
  public GenericType component() {
    return with(((ArrayType) type).getComponentType());
  }

  @Override
  public GenericType firstArgument(Class<?> supertype) {
    DeclaredType found = as(bound(type), supertype.getName());
    return with(
        found == null || found.getTypeArguments().isEmpty()
            ? object()
            : found.getTypeArguments().get(0));
  }

  private @Nullable DeclaredType as(TypeMirror from, String name) {
    if (from instanceof TypeVariable variable) {
      return as(variable.getUpperBound(), name);
    }
    if (from instanceof DeclaredType declared
        && new MirrorFacts(types.erasure(declared), elements, types).name().equals(name)) {
      return declared;
    }
    return types.directSupertypes(from).stream()
        .map(each -> as(each, name))
        .filter(each -> each != null)
        .findFirst()
        .orElse(null);
  }

  private MirrorType with(TypeMirror other) {
    return new MirrorType(other, elements, types);
  }
}
