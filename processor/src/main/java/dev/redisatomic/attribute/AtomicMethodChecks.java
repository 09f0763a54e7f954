package dev.redisatomic.attribute;

import dev.redisatomic.AtomicSetupException;
import dev.redisatomic.annotation.RedisAtomic;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotatedMethod;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/** Finds, at start-up, annotations that could not take effect. */
public final class AtomicMethodChecks {

  private static final List<Class<?>> FINISH_LATER =
      Stream.of(
              Future.class,
              CompletionStage.class,
              Flow.Publisher.class,
              BaseStream.class,
              present("org.reactivestreams.Publisher"))
          .filter(type -> type != null)
          .<Class<?>>map(type -> type)
          .toList();

  private final AtomicAttributeSource attributes;

  /**
   * Checks against a source.
   *
   * @param attributes says which methods are atomic
   */
  public AtomicMethodChecks(AtomicAttributeSource attributes) {
    this.attributes = attributes;
  }

  private static @Nullable Class<?> present(String name) {
    return ClassUtils.isPresent(name, null) ? ClassUtils.resolveClassName(name, null) : null;
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
    return Arrays.stream(
            ReflectionUtils.getUniqueDeclaredMethods(targetClass, AtomicMethodChecks::isOwn))
        .map(method -> check(method, targetClass))
        .filter(attribute -> attribute != null)
        .<AtomicAttribute>map(attribute -> attribute)
        .toList();
  }

  private static boolean isOwn(Method method) {
    return !method.isSynthetic() && !method.getDeclaringClass().getName().startsWith("java.");
  }

  private @Nullable AtomicAttribute check(Method method, Class<?> targetClass) {
    boolean annotated = AnnotatedElementUtils.hasAnnotation(method, RedisAtomic.class);
    if (annotated) {
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
      requireFinished(method, attribute);
    }
    return attribute;
  }

  private static boolean isInterceptable(Method method) {
    return (method.getModifiers() & (Modifier.PRIVATE | Modifier.STATIC | Modifier.FINAL)) == 0;
  }

  private static void requireInterceptable(Method method, Class<?> targetClass) {
    if (!isInterceptable(method)) {
      throw new AtomicSetupException(
          "@RedisAtomic on "
              + AtomicAttributeParser.nameOf(method, targetClass)
              + " can have no effect, because a proxy cannot intercept a method that is "
              + Modifier.toString(
                  method.getModifiers() & (Modifier.PRIVATE | Modifier.STATIC | Modifier.FINAL))
              + ".",
          "Remove that modifier, or use RedisAtomicOperations.");
    }
  }

  private static void requireProxy(Class<?> targetClass, AtomicAttribute attribute) {
    if (Modifier.isFinal(targetClass.getModifiers())
        && ClassUtils.getAllInterfacesForClass(targetClass).length == 0) {
      throw new AtomicSetupException(
          "@RedisAtomic on "
              + attribute.name()
              + " can have no effect, because its class is final and implements no interface, so"
              + " there can be no proxy.",
          "Make the class non-final, or use RedisAtomicOperations.");
    }
  }

  private static void requireNoWatched(Method method, Class<?> targetClass) {
    for (MethodParameter parameter : new AnnotatedMethod(method).getMethodParameters()) {
      if (AtomicAttributeParser.watched(parameter) != null) {
        String[] names = TemplateInput.NAMES.getParameterNames(method);
        int index = parameter.getParameterIndex();
        throw new AtomicSetupException(
            "@Watched on parameter "
                + (names == null ? "#" + index : "'" + names[index] + "'")
                + " of "
                + AtomicAttributeParser.nameOf(method, targetClass)
                + " can have no effect, because the method is not atomic.",
            "Add @RedisAtomic to the method or its class.");
      }
    }
  }

  private static void requireFinished(Method method, AtomicAttribute attribute) {
    Class<?> type = method.getReturnType();
    boolean suspends = isSuspending(method);
    if (suspends || FINISH_LATER.stream().anyMatch(later -> later.isAssignableFrom(type))) {
      throw new AtomicSetupException(
          attribute.name()
              + " cannot be atomic, because "
              + (suspends ? "a suspend function" : "its return type " + type.getSimpleName())
              + " stands for work that goes on after the method has returned and its writes have"
              + " been committed.",
          suspends
              ? "Make it an ordinary function, and call that from a suspend function, where blocking"
                  + " calls are allowed."
              : "Return the finished value.");
    }
  }

  /** Kotlin compiles a suspend function to a method that returns an Object and takes one more. */
  private static boolean isSuspending(Method method) {
    Class<?>[] parameters = method.getParameterTypes();
    return parameters.length > 0
        && parameters[parameters.length - 1].getName().equals("kotlin.coroutines.Continuation");
  }
}
