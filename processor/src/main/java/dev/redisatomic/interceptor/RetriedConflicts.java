package dev.redisatomic.interceptor;

import dev.redisatomic.AtomicSetupException;
import dev.redisatomic.attribute.AtomicAttribute;
import java.lang.reflect.AnnotatedElement;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.Advisor;
import org.springframework.core.annotation.MergedAnnotation;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.annotation.MergedAnnotations.SearchStrategy;
import org.springframework.resilience.retry.AbstractRetryInterceptor;

/**
 * Refuses {@code @Retryable} on an atomic method where it is to repeat the method after one of our
 * exceptions: its advice is inside, where conflicts are never seen. That of Spring Framework and
 * that of Spring Retry.
 */
final class RetriedConflicts {

  /** The annotations, and the attributes that say after what to try again. */
  private static final Map<String, List<String>> RETRYABLE =
      Map.of(
          "org.springframework.resilience.annotation.Retryable",
          List.of("includes"),
          "org.springframework.retry.annotation.Retryable",
          List.of("retryFor", "include", "value"));

  private RetriedConflicts() {}

  /**
   * Checks a method.
   *
   * @param outside the advisors outside of the attempt
   * @throws AtomicSetupException if it would never be tried again
   */
  static void refuse(AtomicAttribute attribute, Class<?> targetClass, List<Advisor> outside) {
    RETRYABLE.forEach(
        (annotation, attributes) -> {
          String retried = retried(annotation, attributes, attribute.method());
          if (retried == null) {
            retried = retried(annotation, attributes, targetClass);
          }
          if (retried != null && outside.stream().noneMatch(RetriedConflicts::isRetry)) {
            refuse(attribute, retried);
          }
        });
  }

  private static @Nullable String retried(
      String annotation, List<String> attributes, AnnotatedElement element) {
    MergedAnnotation<?> found =
        MergedAnnotations.from(element, SearchStrategy.TYPE_HIERARCHY).get(annotation);
    return !found.isPresent()
        ? null
        : attributes.stream()
            .flatMap(name -> found.getValue(name).stream())
            .flatMap(value -> value instanceof Class<?>[] types ? Stream.of(types) : Stream.empty())
            .filter(type -> isOurs(type))
            .map(Class::getSimpleName)
            .findFirst()
            .orElse(null);
  }

  /** One of ours, or a subclass; what is above them may be an exception of the body as well. */
  private static boolean isOurs(Class<?> type) {
    return Stream.<Class<?>>iterate(type, each -> each != null, Class::getSuperclass)
        .anyMatch(each -> each.getPackage() == AtomicSetupException.class.getPackage());
  }

  private static boolean isRetry(Advisor advisor) {
    return advisor.getAdvice() instanceof AbstractRetryInterceptor
        || advisor.getAdvice().getClass().getName().startsWith("org.springframework.retry.");
  }

  private static void refuse(AtomicAttribute attribute, String exception) {
    throw new AtomicSetupException(
        attribute.name()
            + " is atomic, and its @Retryable names "
            + exception
            + ", which it would never see: it is inside of the atomic method, and repeats the body"
            + " within one attempt.",
        "Raise maxRetries of @RedisAtomic, or put @Retryable on a method of another bean that calls"
            + " this one.");
  }
}
