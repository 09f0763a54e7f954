package dev.redisatomic.checks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** Says which methods are atomic, as start-up does it for loaded classes. */
final class AtomicTypes {

  private static final Set<Modifier> NOT_INTERCEPTED =
      Set.of(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL);

  private static final Set<String> OF_OBJECT = Set.of("equals", "hashCode", "toString");

  private final Elements elements;
  private final Types types;
  private final Annotation.Finder atomic =
      new Annotation.Finder("dev.redisatomic.annotation.RedisAtomic");
  private final Annotation.Finder watched =
      new Annotation.Finder("dev.redisatomic.annotation.Watched");
  private final Annotation.Finder async =
      new Annotation.Finder("org.springframework.scheduling.annotation.Async");
  private final Map<TypeElement, List<TypeElement>> hierarchies = new HashMap<>();
  private final Map<TypeElement, Boolean> mentions = new HashMap<>();

  AtomicTypes(Elements elements, Types types) {
    this.elements = elements;
    this.types = types;
  }

  /** A type with everything that it extends and implements, itself first. */
  List<TypeElement> hierarchy(TypeElement type) {
    List<TypeElement> known = hierarchies.get(type);
    if (known == null) {
      Set<TypeElement> all = new LinkedHashSet<>();
      collect(type, all);
      known = List.copyOf(all);
      hierarchies.put(type, known);
    }
    return known;
  }

  private void collect(TypeElement type, Set<TypeElement> all) {
    if (all.add(type)) {
      for (TypeMirror supertype : types.directSupertypes(type.asType())) {
        if (supertype instanceof DeclaredType declared
            && declared.asElement() instanceof TypeElement element) {
          collect(element, all);
        }
      }
    }
  }

  /** Whether one of the annotations occurs in a type or what it inherits from. */
  boolean isMentionedBy(TypeElement type) {
    return hierarchy(type).stream().anyMatch(this::mentions);
  }

  private boolean mentions(TypeElement type) {
    if (isOfJava(type)) {
      return false;
    }
    return mentions.computeIfAbsent(
        type,
        each ->
            atomic.on(each) != null
                || each.getEnclosedElements().stream()
                    .filter(ExecutableElement.class::isInstance)
                    .map(ExecutableElement.class::cast)
                    .anyMatch(
                        method ->
                            atomic.on(method) != null
                                || method.getParameters().stream()
                                    .anyMatch(parameter -> watched.on(parameter) != null)));
  }

  /** The methods that a bean of this class has, those of Java itself left out. */
  List<ExecutableElement> methodsOf(TypeElement type) {
    List<ExecutableElement> methods = new ArrayList<>();
    for (TypeElement owner : hierarchy(type)) {
      if (!isOfJava(owner)) {
        for (ExecutableElement method : ElementFilter.methodsIn(owner.getEnclosedElements())) {
          if (isMethodOf(type, owner, method) && !isKnown(method, methods, type)) {
            methods.add(method);
          }
        }
      }
    }
    return methods;
  }

  private static boolean isOfJava(TypeElement type) {
    return type.getQualifiedName().toString().startsWith("java.");
  }

  private static boolean isMethodOf(TypeElement type, TypeElement owner, ExecutableElement method) {
    return !isOfObject(method)
        && (owner.equals(type) || !owner.getKind().isInterface() || method.isDefault());
  }

  /** Whether a class has it in any case, so that it is never atomic. */
  private static boolean isOfObject(ExecutableElement method) {
    return OF_OBJECT.contains(method.getSimpleName().toString())
        && method.getParameters().size()
            == (method.getSimpleName().contentEquals("equals") ? 1 : 0);
  }

  private boolean isKnown(
      ExecutableElement method, List<ExecutableElement> known, TypeElement type) {
    return known.stream()
        .filter(each -> each.getSimpleName().equals(method.getSimpleName()))
        .anyMatch(
            each ->
                erasedParameters(each).equals(erasedParameters(method))
                    || elements.overrides(each, method, type));
  }

  private List<String> erasedParameters(ExecutableElement method) {
    return method.getParameters().stream()
        .map(parameter -> types.erasure(parameter.asType()).toString())
        .toList();
  }

  static boolean isInterceptable(ExecutableElement method) {
    return method.getModifiers().stream().noneMatch(NOT_INTERCEPTED::contains);
  }

  /** The modifiers that are in the way, as start-up prints them. */
  static String obstacles(ExecutableElement method) {
    return Stream.of(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
        .filter(method.getModifiers()::contains)
        .map(Modifier::toString)
        .collect(Collectors.joining(" "));
  }

  /** Whether a call through the proxy of a bean of this class is atomic. */
  boolean isAtomic(ExecutableElement method, TypeElement type) {
    return method.getKind() == ElementKind.METHOD
        && !isOfObject(method)
        && isInterceptable(method)
        && (isOnMethod(method, type) || isOnType(type));
  }

  /** Whether the annotation is one of the method, or of one that it overrides. */
  boolean isOnMethod(ExecutableElement method, TypeElement type) {
    return atomic.on(method) != null
        || overridden(method, type).stream().anyMatch(each -> atomic.on(each) != null);
  }

  boolean isOnType(TypeElement type) {
    return hierarchy(type).stream().anyMatch(each -> atomic.on(each) != null);
  }

  /** Whether a method of this name and size is atomic; Spring finds more overrides than Java. */
  boolean mayBeAtomic(ExecutableElement method, TypeElement type) {
    return isOnType(type)
        || hierarchy(type).stream()
            .flatMap(owner -> ElementFilter.methodsIn(owner.getEnclosedElements()).stream())
            .filter(each -> each.getSimpleName().equals(method.getSimpleName()))
            .filter(each -> each.getParameters().size() == method.getParameters().size())
            .anyMatch(each -> atomic.on(each) != null);
  }

  @Nullable Annotation atomicOn(Element element) {
    return atomic.on(element);
  }

  /** Finds the annotation of a parameter, on the method or on one that it overrides. */
  @Nullable Annotation watched(ExecutableElement method, TypeElement type, int parameter) {
    Annotation own = watchedOn(method.getParameters().get(parameter));
    if (own != null) {
      return own;
    }
    return overridden(method, type).stream()
        .map(each -> watchedOn(each.getParameters().get(parameter)))
        .filter(each -> each != null)
        .findFirst()
        .orElse(null);
  }

  @Nullable Annotation watchedOn(VariableElement parameter) {
    return watched.on(parameter);
  }

  boolean isAsync(ExecutableElement method, TypeElement type) {
    return Stream.of(Stream.of(method), overridden(method, type).stream(), hierarchy(type).stream())
        .flatMap(each -> each)
        .anyMatch(each -> async.on(each) != null);
  }

  private List<ExecutableElement> overridden(ExecutableElement method, TypeElement type) {
    Set<Modifier> modifiers = method.getModifiers();
    if (modifiers.contains(Modifier.PRIVATE) || modifiers.contains(Modifier.STATIC)) {
      return List.of();
    }
    return hierarchy(type).stream()
        .flatMap(owner -> ElementFilter.methodsIn(owner.getEnclosedElements()).stream())
        .filter(each -> !each.equals(method))
        .filter(each -> each.getSimpleName().equals(method.getSimpleName()))
        .filter(each -> elements.overrides(method, each, type))
        .toList();
  }
}
