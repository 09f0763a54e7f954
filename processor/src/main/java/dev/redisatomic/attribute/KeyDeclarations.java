package dev.redisatomic.attribute;

import dev.redisatomic.AtomicSetupException;
import dev.redisatomic.annotation.Watched;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.core.ResolvableType;
import org.springframework.util.StringValueResolver;

/** Finds where methods declare keys. What is wrong with it stops start-up and names its place. */
final class KeyDeclarations {

  private final KeyPlaceholders placeholders;
  private final @Nullable BeanFactory beans;

  KeyDeclarations(StringValueResolver placeholders, @Nullable BeanFactory beans) {
    this.placeholders = new KeyPlaceholders(placeholders);
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
                "parameter " + names.parameter(i) + " of " + methodName,
                names));
      }
    }
    for (String text : declaration.annotation().keys()) {
      keys.add(ofMethod(text, "@RedisAtomic(keys = \"" + text + "\") on " + methodName, names));
    }
    return keys;
  }

  private DeclaredKeys ofParameter(
      String text, int index, ResolvableType type, String place, KnownNames names) {
    KeyTemplate template = parse(text, place + ", @Watched(\"" + text + "\")", names);
    if (template.isConstant()) {
      throw new AtomicSetupException(
          place + ": the key template \"" + text + "\" does not use the argument.",
          "Put {} where it belongs, or declare a fixed key with @RedisAtomic(keys = …).");
    }
    String refusal = template.usesArgument() ? DeclaredType.refusal(type) : null;
    if (refusal != null) {
      throw new AtomicSetupException(
          "No key can be made from " + place + ": it is " + refusal + ".",
          "Take a part of it with #{…}, as in @Watched(\"order:#{id}\"), where id is a property of"
              + " the argument, or of each of its elements.");
    }
    return new DeclaredKeys(place, index, template);
  }

  private DeclaredKeys ofMethod(String text, String place, KnownNames names) {
    KeyTemplate template = parse(text, place, names);
    if (template.usesArgument()) {
      throw new AtomicSetupException(
          place + ": {} stands for the argument of a @Watched parameter, but there is none here.",
          "Name a parameter, as in #{#id}.");
    }
    return new DeclaredKeys(place, -1, template);
  }

  private static String sentence(IllegalArgumentException e) {
    String message = String.valueOf(e.getMessage());
    return message.endsWith("?") ? message : message + ".";
  }

  private KeyTemplate parse(String text, String place, KnownNames names) {
    try {
      return KeyTemplate.parse(text, placeholders.resolve(text, names), names);
    } catch (IllegalArgumentException e) {
      throw new AtomicSetupException(
          "The key template of " + place + ": " + sentence(e), "Correct the template.", e);
    }
  }
}
