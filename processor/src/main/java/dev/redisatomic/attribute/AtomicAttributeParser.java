package dev.redisatomic.attribute;

import dev.redisatomic.AtomicSetupException;
import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.rules.Refusal;
import dev.redisatomic.rules.Refusals;
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

  static AtomicSetupException refused(Refusal refusal) {
    return refused(refusal, null);
  }

  static AtomicSetupException refused(Refusal refusal, @Nullable Throwable cause) {
    return new AtomicSetupException(refusal.description(), refusal.action(), cause);
  }

  private AnnotatedSettings settings(RedisAtomic annotation, String name) {
    return AnnotatedSettings.of(
        annotation, maxRetries(annotation, name), timeout(annotation, name));
  }

  private @Nullable Long maxRetries(RedisAtomic annotation, String name) {
    String text = annotation.maxRetriesString();
    long retries = text.isEmpty() ? annotation.maxRetries() : number(text, name);
    if (retries < (text.isEmpty() ? -1 : 0)) {
      throw refused(Refusals.maxRetries(name, retries));
    }
    return retries == -1 ? null : retries;
  }

  private long number(String text, String name) {
    String resolved = resolve(text, "maxRetriesString", name);
    try {
      return Long.parseLong(resolved.trim());
    } catch (NumberFormatException e) {
      throw refused(Refusals.maxRetriesString(name, text, resolved), e);
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
      throw refused(Refusals.timeout(name, annotation.timeout(), resolved), e);
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
