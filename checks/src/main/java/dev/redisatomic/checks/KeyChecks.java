package dev.redisatomic.checks;

import dev.redisatomic.checks.Findings.Place;
import dev.redisatomic.checks.TemplateChecks.Template;
import dev.redisatomic.rules.DeclaredType;
import dev.redisatomic.rules.KeyPlaces;
import dev.redisatomic.rules.Refusals;
import java.util.List;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import org.jspecify.annotations.Nullable;

/** Checks the keys that methods declare. */
final class KeyChecks {

  private final Elements elements;
  private final Types types;
  private final AtomicTypes atomic;
  private final Findings findings;

  KeyChecks(Elements elements, Types types, AtomicTypes atomic, Findings findings) {
    this.elements = elements;
    this.types = types;
    this.atomic = atomic;
    this.findings = findings;
  }

  /** Checks the keys of parameters. */
  void checkWatched(AtomicMethod method) {
    List<? extends TypeMirror> parameters = method.signature().getParameterTypes();
    for (int i = 0; i < parameters.size(); i++) {
      Annotation watched =
          method.bean()
              ? atomic.watched(method.element(), method.type(), i)
              : atomic.watchedOn(method.element().getParameters().get(i));
      if (watched != null && watched.value("value") instanceof String text) {
        checkWatched(method, i, text, parameters.get(i));
      }
    }
  }

  private void checkWatched(AtomicMethod method, int index, String text, TypeMirror type) {
    VariableElement parameter = method.element().getParameters().get(index);
    String place = KeyPlaces.parameter(method.names().parameter(index), method.name());
    Template template =
        parse(
            method,
            text,
            KeyPlaces.watched(place, text),
            method.place(index),
            parameter,
            "template");
    if (template == null) {
      return;
    }
    if (template.isConstant()) {
      findings.error(
          method.place(index), parameter, "constant", Refusals.constantTemplate(place, text));
      return;
    }
    MirrorType declared = new MirrorType(type, elements, types);
    String reason =
        template.usesArgument() && declared.isResolved() ? DeclaredType.refusal(declared) : null;
    if (reason != null) {
      findings.error(method.place(index), parameter, "type", Refusals.noKey(place, reason));
    }
  }

  /** Checks the keys of the method. */
  void checkKeys(AtomicMethod method) {
    Annotation annotation = method.ownAnnotation();
    if (annotation == null || !(annotation.value("keys") instanceof List<?> keys)) {
      return;
    }
    for (Object each : keys) {
      if (each instanceof AnnotationValue value && value.getValue() instanceof String text) {
        checkKey(method, text);
      }
    }
  }

  private void checkKey(AtomicMethod method, String text) {
    String place = KeyPlaces.keys(text, method.name());
    Place where = method.place("keys");
    Element cause = method.isAnnotated() ? method.element() : method.type();
    Template template = parse(method, text, place, where, cause, "template " + text);
    if (template != null && template.usesArgument()) {
      findings.error(where, cause, "argument " + text, Refusals.noArgument(place));
    }
  }

  private @Nullable Template parse(
      AtomicMethod method, String text, String named, Place place, Element cause, String rule) {
    try {
      boolean own = method.isOwn() && method.hasBody();
      return TemplateChecks.parse(
          text, own ? method.parameterNames() : List.of(), method.element().getParameters().size());
    } catch (IllegalArgumentException e) {
      findings.error(place, cause, rule, Refusals.template(named, e));
      return null;
    }
  }
}
