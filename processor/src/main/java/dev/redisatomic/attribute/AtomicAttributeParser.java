package dev.redisatomic.attribute;

import dev.redisatomic.AtomicSetupException;
import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotatedMethod;
import org.springframework.format.datetime.standard.DurationFormatterUtils;
import org.springframework.util.StringValueResolver;

/** Makes attributes of annotations. What is wrong stops start-up and names its place. */
final class AtomicAttributeParser {

  private static final Set<String> SPEL_VARIABLES = Set.of("root", "this");

  private final StringValueResolver placeholders;

  AtomicAttributeParser(StringValueResolver placeholders) {
    this.placeholders = placeholders;
  }

  AtomicAttribute parse(RedisAtomic annotation, Method method, Class<?> targetClass) {
    String name = nameOf(method, targetClass);
    return new AtomicAttribute(
        method,
        name,
        keys(annotation, method, name),
        annotation.watchReads(),
        maxRetries(annotation, name),
        timeout(annotation, name),
        annotation.policy(),
        annotation.watchOnEntry(),
        annotation.exactlyOnce(),
        annotation.joinTransaction(),
        annotation.connectionFactory());
  }

  static String nameOf(Method method, Class<?> targetClass) {
    return Arrays.stream(method.getParameterTypes())
        .map(Class::getSimpleName)
        .collect(
            Collectors.joining(
                ", ", targetClass.getSimpleName() + "." + method.getName() + "(", ")"));
  }

  private static List<DeclaredKeys> keys(RedisAtomic annotation, Method method, String name) {
    String[] names = TemplateInput.NAMES.getParameterNames(method);
    Predicate<String> known = variable -> isParameter(variable, names, method.getParameterCount());
    List<DeclaredKeys> keys = new ArrayList<>();
    for (MethodParameter parameter : new AnnotatedMethod(method).getMethodParameters()) {
      Watched watched = watched(parameter);
      if (watched != null) {
        keys.add(watchedParameter(watched.value(), parameter, names, name, known));
      }
    }
    for (String text : annotation.keys()) {
      String place = "@RedisAtomic(keys = \"" + text + "\") on " + name;
      KeyTemplate template = parse(text, place, known);
      if (template.usesArgument()) {
        throw new AtomicSetupException(
            place + ": {} stands for the argument of a @Watched parameter, but there is none here.",
            "Name a parameter, as in #{#id}.");
      }
      keys.add(new DeclaredKeys(place, -1, template));
    }
    return keys;
  }

  static @Nullable Watched watched(MethodParameter parameter) {
    return AnnotatedElementUtils.findMergedAnnotation(
        AnnotatedElementUtils.forAnnotations(parameter.getParameterAnnotations()), Watched.class);
  }

  private static DeclaredKeys watchedParameter(
      String text,
      MethodParameter parameter,
      String @Nullable [] names,
      String name,
      Predicate<String> known) {
    int index = parameter.getParameterIndex();
    String place =
        "parameter " + (names == null ? "#" + index : "'" + names[index] + "'") + " of " + name;
    KeyTemplate template = parse(text, place + ", @Watched(\"" + text + "\")", known);
    if (template.isConstant()) {
      throw new AtomicSetupException(
          place + ": the key template \"" + text + "\" does not use the argument.",
          "Put {} where it belongs, or declare a fixed key with @RedisAtomic(keys = …).");
    }
    return new DeclaredKeys(place, index, template);
  }

  private static KeyTemplate parse(String text, String place, Predicate<String> known) {
    try {
      return KeyTemplate.parse(text, known);
    } catch (IllegalArgumentException e) {
      throw new AtomicSetupException(
          "The key template of " + place + ": " + e.getMessage() + ".", "Correct the template.", e);
    }
  }

  private static boolean isParameter(String variable, String @Nullable [] names, int count) {
    if (SPEL_VARIABLES.contains(variable)
        || (names != null && Arrays.asList(names).contains(variable))) {
      return true;
    }
    return variable.matches("[ap]\\d{1,3}") && Integer.parseInt(variable.substring(1)) < count;
  }

  private @Nullable Long maxRetries(RedisAtomic annotation, String name) {
    String text = annotation.maxRetriesString();
    long retries = text.isEmpty() ? annotation.maxRetries() : number(text, name);
    if (retries < (text.isEmpty() ? -1 : 0)) {
      throw new AtomicSetupException(
          "maxRetries of @RedisAtomic on " + name + " must be 0 or more, but is " + retries + ".",
          "Correct the annotation.");
    }
    return retries == -1 ? null : retries;
  }

  private long number(String text, String name) {
    String resolved = resolve(text, "maxRetriesString", name);
    try {
      return Long.parseLong(resolved.trim());
    } catch (NumberFormatException e) {
      throw new AtomicSetupException(
          "maxRetriesString of @RedisAtomic on "
              + name
              + " must be a whole number of 0 or more, but '"
              + text
              + "' gives '"
              + resolved
              + "'.",
          "Correct the annotation, or the property that it names.",
          e);
    }
  }

  private @Nullable Duration timeout(RedisAtomic annotation, String name) {
    if (annotation.timeout().isEmpty()) {
      return null;
    }
    String resolved = resolve(annotation.timeout(), "timeout", name);
    try {
      Duration timeout = DurationFormatterUtils.detectAndParse(resolved.trim());
      if (timeout.isNegative() || timeout.isZero()) {
        throw new IllegalArgumentException("not positive");
      }
      return timeout;
    } catch (IllegalArgumentException e) {
      throw new AtomicSetupException(
          "timeout of @RedisAtomic on "
              + name
              + " must be a positive duration such as 500ms, 2s or PT2S, but '"
              + annotation.timeout()
              + "' gives '"
              + resolved
              + "'.",
          "Correct the annotation, or the property that it names.",
          e);
    }
  }

  private String resolve(String text, String attribute, String name) {
    try {
      String resolved = placeholders.resolveStringValue(text);
      return resolved == null ? "" : resolved;
    } catch (RuntimeException e) {
      throw new AtomicSetupException(
          attribute
              + " of @RedisAtomic on "
              + name
              + ", '"
              + text
              + "', cannot be resolved: "
              + e.getMessage()
              + ".",
          "Set the property, or give a default, as in ${name:10}.",
          e);
    }
  }
}
