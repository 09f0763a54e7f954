package dev.redisatomic.attribute;

import static dev.redisatomic.attribute.AtomicAttributeParser.refused;

import dev.redisatomic.annotation.Watched;
import dev.redisatomic.rules.DeclaredType;
import dev.redisatomic.rules.KeyPlaces;
import dev.redisatomic.rules.Refusals;
import dev.redisatomic.rules.TemplatePlaceholders;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.ResolvableType;
import org.springframework.util.StringValueResolver;

/** Finds where methods declare keys. What is wrong with it stops start-up and names its place. */
final class KeyDeclarations {

  private final TemplatePlaceholders placeholders;
  private final @Nullable BeanFactory beans;

  KeyDeclarations(StringValueResolver placeholders, @Nullable BeanFactory beans) {
    this.placeholders = new TemplatePlaceholders(placeholders::resolveStringValue);
    this.beans = beans;
  }

  List<DeclaredKeys> of(AtomicAnnotations.Declaration declaration, String methodName) {
    Method method = declaration.method();
    KnownNames names = KnownNames.of(method, beans);
    List<DeclaredKeys> keys = new ArrayList<>();
    for (int i = 0; i < method.getParameterCount(); i++) {
      Watched watched = AtomicAnnotations.watched(method, declaration.targetClass(), i);
      if (watched != null) {
        keys.add(
            ofParameter(
                watched.value(),
                i,
                ResolvableType.forMethodParameter(method, i, declaration.targetClass()),
                KeyPlaces.parameter(names.parameter(i), methodName),
                names));
      }
    }
    for (String text : declaration.annotation().keys()) {
      keys.add(ofMethod(text, KeyPlaces.keys(text, methodName), names));
    }
    return keys;
  }

  private DeclaredKeys ofParameter(
      String text, int index, ResolvableType type, String place, KnownNames names) {
    KeyTemplate template = parse(text, KeyPlaces.watched(place, text), names);
    if (template.isConstant()) {
      throw refused(Refusals.constantTemplate(place, text));
    }
    String reason = template.usesArgument() ? DeclaredType.refusal(new ResolvedType(type)) : null;
    if (reason != null) {
      throw refused(Refusals.noKey(place, reason));
    }
    return new DeclaredKeys(place, index, template);
  }

  private DeclaredKeys ofMethod(String text, String place, KnownNames names) {
    KeyTemplate template = parse(text, place, names);
    if (template.usesArgument()) {
      throw refused(Refusals.noArgument(place));
    }
    return new DeclaredKeys(place, -1, template);
  }

  private KeyTemplate parse(String text, String place, KnownNames names) {
    try {
      return KeyTemplate.parse(text, placeholders.resolve(text, names.template()), names);
    } catch (IllegalArgumentException e) {
      throw refused(Refusals.template(place, e), e);
    }
  }
}
