package dev.redisatomic.checks;

import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/**
 * An annotation of an element, its own one or the one of an annotation that it has.
 *
 * @param written the annotation that the element has
 * @param meant the same, or the annotation of that annotation
 * @param open the attributes of {@code meant} that {@code written} may set by aliases
 */
record Annotation(AnnotationMirror written, AnnotationMirror meant, Set<String> open) {

  /** The value of an attribute, whether written out or the default. */
  @Nullable Object value(String attribute) {
    AnnotationValue written = writtenOut(attribute);
    if (written != null || open.contains(attribute)) {
      return written == null || open.contains(attribute) ? null : written.getValue();
    }
    return meant.getAnnotationType().asElement().getEnclosedElements().stream()
        .filter(each -> each.getSimpleName().contentEquals(attribute))
        .map(each -> ((ExecutableElement) each).getDefaultValue())
        .filter(each -> each != null)
        .map(AnnotationValue::getValue)
        .findFirst()
        .orElse(null);
  }

  /** The value where it is written out. */
  @Nullable AnnotationValue writtenOut(String attribute) {
    for (Map.Entry<? extends ExecutableElement, ? extends AnnotationValue> each :
        meant.getElementValues().entrySet()) {
      if (each.getKey().getSimpleName().contentEquals(attribute)) {
        return each.getValue();
      }
    }
    return null;
  }

  /** The value if it is written at the element, and not in another annotation. */
  @Nullable AnnotationValue position(String attribute) {
    return written == meant ? writtenOut(attribute) : null;
  }

  /** Finds annotations of one type, and remembers the annotations that have them. */
  static final class Finder {

    private final String name;
    private final Map<TypeElement, Optional<Annotation>> known = new HashMap<>();

    Finder(String name) {
      this.name = name;
    }

    /** The annotation that an element has itself. */
    @Nullable Annotation on(Element element) {
      for (AnnotationMirror mirror : element.getAnnotationMirrors()) {
        TypeElement type = (TypeElement) mirror.getAnnotationType().asElement();
        if (type.getQualifiedName().contentEquals(name)) {
          return new Annotation(mirror, mirror, Set.of());
        }
        Annotation found = of(type);
        if (found != null) {
          return new Annotation(mirror, found.meant(), found.open());
        }
      }
      return null;
    }

    private @Nullable Annotation of(TypeElement type) {
      Optional<Annotation> before = known.get(type);
      if (before == null) {
        // against annotations that have themselves
        known.put(type, Optional.empty());
        Annotation found = isSeenAtRunTime(type) ? on(type) : null;
        before = Optional.ofNullable(found == null ? null : opened(found, type));
        known.put(type, before);
      }
      return before.orElse(null);
    }

    private static boolean isSeenAtRunTime(TypeElement type) {
      Retention retention = type.getAnnotation(Retention.class);
      return type.getKind() == ElementKind.ANNOTATION_TYPE
          && retention != null
          && retention.value() == RetentionPolicy.RUNTIME
          && !type.getQualifiedName().toString().startsWith("java.");
    }

    /** Opens the attributes that the composed annotation has, or names in an alias. */
    private static Annotation opened(Annotation found, TypeElement composed) {
      Set<String> open = new HashSet<>(found.open());
      for (Element attribute : composed.getEnclosedElements()) {
        open.add(attribute.getSimpleName().toString());
        for (AnnotationMirror alias : attribute.getAnnotationMirrors()) {
          for (AnnotationValue value : alias.getElementValues().values()) {
            open.add(String.valueOf(value.getValue()));
          }
        }
      }
      return new Annotation(found.written(), found.meant(), open);
    }
  }
}
