package dev.redisatomic.checks;

import dev.redisatomic.rules.Refusal;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.Messager;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.Element;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/** Tells the compiler what is wrong, each thing once. */
final class Findings {

  /** The strictness of the checks. */
  enum Mode {
    /** Checks nothing. */
    OFF,
    /** Makes an error of what start-up would refuse. */
    ON,
    /** Makes errors of warnings, too. */
    STRICT;

    /** The mode that an option asks for; {@code null} if it says something else. */
    static @Nullable Mode of(@Nullable String option) {
      if (option == null) {
        return ON;
      }
      return switch (option) {
        case "on" -> ON;
        case "off" -> OFF;
        case "strict" -> STRICT;
        default -> null;
      };
    }

    /** The kind of a warning in this mode. */
    Diagnostic.Kind warning() {
      return this == STRICT ? Diagnostic.Kind.ERROR : Diagnostic.Kind.WARNING;
    }
  }

  /**
   * The place where something is wrong.
   *
   * @param element the declaration
   * @param annotation the annotation of it, if it has one itself
   * @param value the value of that annotation, if it is written out
   */
  record Place(
      Element element, @Nullable AnnotationMirror annotation, @Nullable AnnotationValue value) {

    Place(Element element) {
      this(element, null, null);
    }
  }

  private final Messager messager;
  private final Mode mode;
  private final Set<List<Object>> known = new HashSet<>();

  Findings(Messager messager, Mode mode) {
    this.messager = messager;
    this.mode = mode;
  }

  /**
   * Reports an error.
   *
   * @param cause what it is about; a subclass that inherits it is no second finding
   * @param rule what is broken
   */
  void error(Place place, Element cause, String rule, Refusal refusal) {
    print(Diagnostic.Kind.ERROR, place, List.of(cause, rule), refusal);
  }

  /** Reports what start-up does not refuse. */
  void warning(Place place, Element cause, String rule, Refusal refusal) {
    print(mode.warning(), place, List.of(cause, rule), refusal);
  }

  private void print(Diagnostic.Kind kind, Place place, List<Object> what, Refusal refusal) {
    if (known.add(what)) {
      messager.printMessage(
          kind, refusal.message(), place.element(), place.annotation(), place.value());
    }
  }

  /** Says that a type could not be looked at. */
  void gaveUp(Element type, RuntimeException e) {
    messager.printMessage(
        Diagnostic.Kind.NOTE, "Redis Atomic could not check " + type + ", start-up will: " + e);
  }
}
