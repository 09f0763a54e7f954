package dev.redisatomic.checks;

import dev.redisatomic.checks.Findings.Place;
import dev.redisatomic.rules.LaterTypes;
import dev.redisatomic.rules.Refusal;
import dev.redisatomic.rules.Refusals;
import dev.redisatomic.rules.TemplateNames;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * Checks types as start-up checks the classes of beans. Of interfaces and abstract classes, which
 * are no beans by themselves, just what is wrong for each class that extends them.
 */
final class TypeChecks {

  private final Elements elements;
  private final Types types;
  private final Collection<String> names;
  private final Findings findings;
  private final AtomicTypes atomic;
  private final SettingsChecks settings;
  private final KeyChecks keys;
  private final Set<TypeElement> done = new HashSet<>();

  TypeChecks(ProcessingEnvironment environment, Collection<String> names, Findings findings) {
    this.elements = environment.getElementUtils();
    this.types = environment.getTypeUtils();
    this.names = names;
    this.findings = findings;
    this.atomic = new AtomicTypes(elements, types);
    this.settings = new SettingsChecks(findings);
    this.keys = new KeyChecks(elements, types, atomic, findings);
  }

  void checkAll() {
    for (String name : names) {
      TypeElement type = elements.getTypeElement(name);
      if (type != null) {
        checkOnce(type);
      }
    }
  }

  /** Supertypes first: what is wrong with them is said there. */
  private void checkOnce(TypeElement type) {
    if (type.getKind() == ElementKind.ANNOTATION_TYPE || !done.add(type)) {
      return;
    }
    try {
      for (TypeElement supertype : atomic.hierarchy(type)) {
        if (names.contains(supertype.getQualifiedName().toString())) {
          checkOnce(supertype);
        }
      }
      if (isComplete(type) && atomic.isMentionedBy(type)) {
        check(type);
      }
    } catch (RuntimeException e) {
      findings.gaveUp(type, e);
    }
  }

  private boolean isComplete(TypeElement type) {
    return atomic.hierarchy(type).stream()
        .allMatch(
            each ->
                each.getSuperclass().getKind() != TypeKind.ERROR
                    && each.getInterfaces().stream()
                        .allMatch(implemented -> implemented.getKind() != TypeKind.ERROR));
  }

  private void check(TypeElement type) {
    boolean bean = isConcrete(type);
    checkConstructors(type);
    for (ExecutableElement method : atomic.methodsOf(type)) {
      if (bean || type.equals(method.getEnclosingElement())) {
        check(new AtomicMethod(type, method, bean, atomic, types));
      }
    }
  }

  private static boolean isConcrete(TypeElement type) {
    return !type.getKind().isInterface() && !type.getModifiers().contains(Modifier.ABSTRACT);
  }

  private void checkConstructors(TypeElement type) {
    for (ExecutableElement constructor : ElementFilter.constructorsIn(type.getEnclosedElements())) {
      for (VariableElement parameter : constructor.getParameters()) {
        Annotation watched = atomic.watchedOn(parameter);
        if (watched != null) {
          findings.warning(
              new Place(parameter, watched.written(), null),
              parameter,
              "constructor",
              Refusals.watchedOfConstructor(
                  "'" + parameter.getSimpleName() + "'", type.getSimpleName().toString()));
        }
      }
    }
  }

  private void check(AtomicMethod method) {
    if (!method.isInterceptable()) {
      checkNotInterceptable(method);
      return;
    }
    if (method.isAnnotated() && !method.isVisible(elements)) {
      refuse(method, "visible", Refusals.notVisible(method.name()));
      return;
    }
    if (!method.isAtomic()) {
      if (method.bean() && !atomic.mayBeAtomic(method.element(), method.type())) {
        refuseWatched(method);
      }
      keys.checkWatched(method);
      return;
    }
    requireProxy(method);
    requireFinished(method);
    settings.check(method);
    keys.checkWatched(method);
    keys.checkKeys(method);
  }

  /**
   * Refuses a method that cannot be intercepted. One of an interface gets a warning, because a bean
   * that implements the interface does not have it.
   */
  private void checkNotInterceptable(AtomicMethod method) {
    if (!method.isAnnotated()) {
      if (!method.type().getKind().isInterface()) {
        refuseWatched(method);
      }
      return;
    }
    Refusal refusal =
        Refusals.notInterceptable(method.name(), AtomicTypes.obstacles(method.element()));
    if (method.type().getKind().isInterface()) {
      findings.warning(method.place(), method.element(), "modifiers", refusal);
    } else {
      refuse(method, "modifiers", refusal);
    }
  }

  private void refuse(AtomicMethod method, String rule, Refusal refusal) {
    findings.error(method.place(), method.element(), rule, refusal);
  }

  private void refuseWatched(AtomicMethod method) {
    List<? extends VariableElement> parameters = method.element().getParameters();
    for (int i = 0; i < parameters.size(); i++) {
      if (atomic.watched(method.element(), method.type(), i) != null) {
        TemplateNames names = method.names();
        findings.error(
            method.place(i),
            parameters.get(i),
            "watched",
            Refusals.watchedInVain(names.parameter(i), method.name()));
        return;
      }
    }
  }

  private void requireProxy(AtomicMethod method) {
    if (method.type().getModifiers().contains(Modifier.FINAL)
        && atomic.hierarchy(method.type()).stream()
            .noneMatch(each -> each.getKind().isInterface())) {
      findings.error(method.place(), method.type(), "final", Refusals.noProxy(method.name()));
    }
  }

  private void requireFinished(AtomicMethod method) {
    List<? extends VariableElement> parameters = method.element().getParameters();
    if (!parameters.isEmpty() && isContinuation(parameters.get(parameters.size() - 1).asType())) {
      refuse(method, "suspends", Refusals.suspends(method.name()));
      return;
    }
    TypeMirror type = types.erasure(method.signature().getReturnType());
    if (type.getKind() != TypeKind.DECLARED) {
      return;
    }
    MirrorFacts facts = new MirrorFacts(type, elements, types);
    if (LaterTypes.include(facts) && !mayBeAsync(method, facts)) {
      Element returned = ((DeclaredType) type).asElement();
      refuse(
          method,
          "later",
          Refusals.finishesLater(method.name(), returned.getSimpleName().toString()));
    }
  }

  private boolean isContinuation(TypeMirror type) {
    return type.getKind() == TypeKind.DECLARED
        && new MirrorFacts(types.erasure(type), elements, types)
            .name()
            .equals(LaterTypes.CONTINUATION);
  }

  /**
   * Whether a method may be asynchronous. One of an interface or abstract class may be so by the
   * class of the bean.
   */
  private boolean mayBeAsync(AtomicMethod method, MirrorFacts result) {
    return method.bean()
        ? result.isA(LaterTypes.FUTURE) && atomic.isAsync(method.element(), method.type())
        : result.isA(LaterTypes.FUTURE) || result.isA(LaterTypes.STAGE);
  }
}
