package dev.redisatomic.checks;

import dev.redisatomic.checks.Findings.Place;
import dev.redisatomic.rules.TemplateNames;
import java.util.List;
import java.util.stream.Collectors;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.ExecutableType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/**
 * A method of a type that has annotations, atomic perhaps.
 *
 * @param type the type that is checked
 * @param element the method, declared there or inherited
 * @param bean whether there can be beans of just this type
 */
record AtomicMethod(
    TypeElement type, ExecutableElement element, boolean bean, AtomicTypes atomic, Types types) {

  /** The method for messages, as start-up names it. */
  String name() {
    return element.getParameters().stream()
        .map(parameter -> simpleName(types.erasure(parameter.asType())))
        .collect(
            Collectors.joining(
                ", ", type.getSimpleName() + "." + element.getSimpleName() + "(", ")"));
  }

  private static String simpleName(TypeMirror type) {
    if (type instanceof ArrayType array) {
      return simpleName(array.getComponentType()) + "[]";
    }
    return type instanceof DeclaredType declared
        ? declared.asElement().getSimpleName().toString()
        : type.toString();
  }

  boolean isInterceptable() {
    return AtomicTypes.isInterceptable(element);
  }

  /** Whether it or a method that it overrides has the annotation. */
  boolean isAnnotated() {
    return atomic.isOnMethod(element, type);
  }

  boolean isAtomic() {
    return atomic.isAtomic(element, type);
  }

  boolean isOwn() {
    return type.equals(element.getEnclosingElement());
  }

  /** Whether what it declares about keys is for the names of its own parameters. */
  boolean hasBody() {
    return !element.getModifiers().contains(Modifier.ABSTRACT);
  }

  /** Whether the proxy of a bean of the type, which is a subclass beside it, can override it. */
  boolean isVisible(Elements elements) {
    return !bean
        || element.getModifiers().contains(Modifier.PUBLIC)
        || element.getModifiers().contains(Modifier.PROTECTED)
        || element.isDefault()
        || elements.getPackageOf(element).equals(elements.getPackageOf(type));
  }

  /** The parameters and result of the method, with the type's arguments put in. */
  ExecutableType signature() {
    return (ExecutableType) types.asMemberOf((DeclaredType) type.asType(), element);
  }

  /** The names of its parameters. */
  TemplateNames names() {
    return new TemplateNames(parameterNames(), element.getParameters().size(), bean -> true);
  }

  List<String> parameterNames() {
    return element.getParameters().stream().map(each -> each.getSimpleName().toString()).toList();
  }

  /** The annotation that it has itself or, where no method has one, the one of its own type. */
  @Nullable Annotation ownAnnotation() {
    Annotation own = isOwn() ? atomic.atomicOn(element) : null;
    return own == null && !isAnnotated() ? atomic.atomicOn(type) : own;
  }

  /** The place that the compiler should point at. */
  Place place() {
    return place(null);
  }

  /** The place that the compiler should point at, for an attribute. */
  Place place(@Nullable String attribute) {
    Annotation annotation = ownAnnotation();
    Element declared = isOwn() && atomic.atomicOn(element) != null ? element : type;
    if (annotation == null) {
      return new Place(isOwn() ? element : type);
    }
    if (declared == type && attribute == null && isOwn()) {
      return new Place(element);
    }
    AnnotationValue value = attribute == null ? null : annotation.position(attribute);
    return new Place(declared, annotation.written(), value);
  }

  /** The place that the compiler should point at, for a parameter. */
  Place place(int parameter) {
    if (!isOwn()) {
      return new Place(type);
    }
    VariableElement declared = element.getParameters().get(parameter);
    Annotation watched = atomic.watchedOn(declared);
    return watched == null
        ? new Place(declared)
        : new Place(declared, watched.written(), watched.position("value"));
  }
}
