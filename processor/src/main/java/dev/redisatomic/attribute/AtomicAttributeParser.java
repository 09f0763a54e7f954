package dev.redisatomic.attribute;

import dev.redisatomic.AtomicSetupException;
import dev.redisatomic.annotation.RedisAtomic;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.util.StringValueResolver;

/** Makes attributes of annotations. What is wrong stops start-up and names its place. */
final class AtomicAttributeParser {

  private final StringValueResolver placeholders;
  private final KeyDeclarations keys;

  AtomicAttributeParser(StringValueResolver placeholders, @Nullable BeanFactory beans) {
    this.placeholders = placeholders;
    this.keys = new KeyDeclarations(placeholders, beans);
  }

  AtomicAttribute parse(AtomicAnnotations.Declaration declaration) {
    RedisAtomic annotation = declaration.annotation();
    Method method = declaration.method();
    Class<?> targetClass = declaration.targetClass();
    String name = nameOf(method, targetClass);
    return new AtomicAttribute(
        method,
        name,
        keys.of(declaration, name),
        settings(annotation, name),
        annotation.connectionFactory());
  }

  static String nameOf(Method method, Class<?> targetClass) {
    return Arrays.stream(method.getParameterTypes())
        .map(Class::getSimpleName)
        .collect(
            Collectors.joining(
                ", ", targetClass.getSimpleName() + "." + method.getName() + "(", ")"));
  }

  private AnnotatedSettings settings(RedisAtomic annotation, String name) {
    return AnnotatedSettings.of(
        annotation, maxRetries(annotation, name), timeout(annotation, name));
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
              + " must be a whole number of 0 or more, at most "
              + Long.MAX_VALUE
              + ", but '"
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
      Duration timeout = DurationValues.parse(resolved);
      if (!DurationValues.isPositive(timeout)) {
        throw new IllegalArgumentException("out of range");
      }
      return timeout;
    } catch (IllegalArgumentException e) {
      throw new AtomicSetupException(
          "timeout of @RedisAtomic on "
              + name
              + " must be a positive duration such as 500ms, 2s or PT2S, "
              + DurationValues.limit()
              + ", but '"
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
