package dev.redisatomic.attribute;

import static dev.redisatomic.attribute.AtomicAttributeParser.refused;

import dev.redisatomic.rules.LaterTypes;
import dev.redisatomic.rules.Refusals;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.scheduling.annotation.Async;
import org.springframework.util.ClassUtils;

/** Finds, at start-up, annotations that could not take effect. */
public final class AtomicMethodChecks {

  private static final int NOT_INTERCEPTED = Modifier.PRIVATE | Modifier.STATIC | Modifier.FINAL;

  private final AtomicAttributeSource attributes;

  /**
   * Checks against a source.
   *
   * @param attributes says which methods are atomic
   */
  public AtomicMethodChecks(AtomicAttributeSource attributes) {
    this.attributes = attributes;
  }

  /**
   * Checks all methods of a bean's class.
   *
   * @param targetClass the class of the bean
   * @return the attributes of its atomic methods
   * @throws IllegalStateException if an annotation could not take effect; the message names class,
   *     method and parameter
   */
  public List<AtomicAttribute> check(Class<?> targetClass) {
    return Arrays.stream(AtomicAnnotations.methodsOf(targetClass))
        .map(method -> check(method, targetClass))
        .filter(attribute -> attribute != null)
        .<AtomicAttribute>map(attribute -> attribute)
        .toList();
  }

  private @Nullable AtomicAttribute check(Method method, Class<?> targetClass) {
    if (attributes.isOnMethod(method, targetClass)) {
      requireInterceptable(method, targetClass);
    } else if (!isInterceptable(method)) {
      requireNoWatched(method, targetClass);
      return null;
    }
    AtomicAttribute attribute = attributes.find(method, targetClass);
    if (attribute == null) {
      requireNoWatched(method, targetClass);
    } else {
      requireProxy(targetClass, attribute);
      requireFinished(attribute, targetClass);
    }
    return attribute;
  }

  private static boolean isInterceptable(Method method) {
    return (method.getModifiers() & NOT_INTERCEPTED) == 0;
  }

  private static void requireInterceptable(Method method, Class<?> targetClass) {
    String name = AtomicAttributeParser.nameOf(method, targetClass);
    if (!isInterceptable(method)) {
      String modifiers = Modifier.toString(method.getModifiers() & NOT_INTERCEPTED);
      throw refused(Refusals.notInterceptable(name, modifiers));
    }
    if (!isVisible(method, targetClass)) {
      throw refused(Refusals.notVisible(name));
    }
  }

  /** Whether a subclass beside the target class can override the method. */
  private static boolean isVisible(Method method, Class<?> targetClass) {
    Class<?> declaring = method.getDeclaringClass();
    return (method.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0
        || (declaring.getPackageName().equals(targetClass.getPackageName())
            && declaring.getClassLoader() == targetClass.getClassLoader());
  }

  private static void requireProxy(Class<?> targetClass, AtomicAttribute attribute) {
    if (Modifier.isFinal(targetClass.getModifiers())
        && ClassUtils.getAllInterfacesForClass(targetClass).length == 0) {
      throw refused(Refusals.noProxy(attribute.name()));
    }
  }

  private static void requireNoWatched(Method method, Class<?> targetClass) {
    for (int i = 0; i < method.getParameterCount(); i++) {
      if (AtomicAnnotations.watched(method, targetClass, i) != null) {
        throw refused(
            Refusals.watchedInVain(
                KnownNames.of(method, null).parameter(i),
                AtomicAttributeParser.nameOf(method, targetClass)));
      }
    }
  }

  private static void requireFinished(AtomicAttribute attribute, Class<?> targetClass) {
    Method method = attribute.method();
    Class<?> type = returnType(method, targetClass);
    if (isSuspending(method)) {
      throw refused(Refusals.suspends(attribute.name()));
    }
    if (LaterTypes.include(type)
        && !(returnsFuture(attribute, targetClass) && isAsync(method, targetClass))) {
      throw refused(Refusals.finishesLater(attribute.name(), type.getSimpleName()));
    }
  }

  /** Kotlin compiles a suspend function to a method that returns an Object and takes one more. */
  private static boolean isSuspending(Method method) {
    Class<?>[] parameters = method.getParameterTypes();
    return parameters.length > 0
        && parameters[parameters.length - 1].getName().equals(LaterTypes.CONTINUATION);
  }

  /**
   * Whether a method returns a future, which only {@code @Async} makes useful for an atomic one.
   *
   * @param attribute the method
   * @param targetClass the class of its bean
   * @return whether the return type is a {@code Future} or a subtype
   */
  public static boolean returnsFuture(AtomicAttribute attribute, Class<?> targetClass) {
    return Future.class.isAssignableFrom(returnType(attribute.method(), targetClass));
  }

  private static Class<?> returnType(Method method, Class<?> targetClass) {
    return ResolvableType.forMethodReturnType(method, targetClass).resolve(method.getReturnType());
  }

  private static boolean isAsync(Method method, Class<?> targetClass) {
    return AnnotatedElementUtils.hasAnnotation(method, Async.class)
        || AnnotatedElementUtils.hasAnnotation(targetClass, Async.class);
  }

  /**
   * Whether a result stands for work that may still go on.
   *
   * @param result what a body returned
   * @return {@code false} for a future that is done
   */
  public static boolean isUnfinished(@Nullable Object result) {
    if (result instanceof Future<?> future) {
      return !future.isDone();
    }
    return result != null && LaterTypes.include(result.getClass());
  }
}
