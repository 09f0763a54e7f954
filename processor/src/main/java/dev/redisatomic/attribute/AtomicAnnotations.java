package dev.redisatomic.attribute;

import dev.redisatomic.annotation.RedisAtomic;
import dev.redisatomic.annotation.Watched;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.BridgeMethodResolver;
import org.springframework.core.MethodClassKey;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.annotation.AnnotatedMethod;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Finds annotations, without a look at what they say: it needs no other bean and throws nothing, so
 * pointcuts can ask it at any time, ahead of time included. Each method and class is looked at
 * once.
 *
 * <p>Order of the look-up: the target method with those that it overrides; the methods of the
 * target class's interfaces that it implements without knowing them, as an inherited method does;
 * the target class; the declared method, and its type.
 */
public final class AtomicAnnotations {

  private static final int NOT_INTERCEPTED = Modifier.PRIVATE | Modifier.STATIC | Modifier.FINAL;

  private final Map<MethodClassKey, Optional<Declaration>> methods = new ConcurrentHashMap<>();
  private final Map<Class<?>, Boolean> classes = new ConcurrentHashMap<>();
  private final Map<Class<?>, Boolean> mentions = new ConcurrentHashMap<>();

  /** Begins without knowing any method. */
  public AtomicAnnotations() {}

  /**
   * The annotation that makes a method atomic.
   *
   * @param annotation its annotation, of the method or of a type
   * @param method the method as the target class has it
   * @param targetClass the class of the bean, without proxies
   * @param onMethod whether the annotation belongs to the method, not to its type
   */
  record Declaration(
      RedisAtomic annotation, Method method, Class<?> targetClass, boolean onMethod) {}

  /**
   * Whether a method is atomic.
   *
   * @param method the method that is called, possibly of an interface
   * @param targetClass the class of the bean behind the proxy
   * @return whether there is an annotation for it
   */
  public boolean isAtomic(Method method, Class<?> targetClass) {
    return find(method, targetClass) != null;
  }

  /**
   * Whether the annotation is one of the method, not just of its class.
   *
   * @param method the method that is called, possibly of an interface
   * @param targetClass the class of the bean behind the proxy
   * @return {@code false} also if there is none
   */
  public boolean isOnMethod(Method method, Class<?> targetClass) {
    Declaration found = find(method, targetClass);
    return found != null && found.onMethod();
  }

  /**
   * Whether a class has atomic methods.
   *
   * @param type a class or interface; of a proxy of the JDK, its interfaces count
   * @return whether at least one method is atomic
   */
  public boolean anyIn(Class<?> type) {
    Boolean known = classes.get(type);
    if (known == null) {
      known = look(ClassUtils.getUserClass(type));
      classes.putIfAbsent(type, known);
    }
    return known;
  }

  private boolean look(Class<?> type) {
    if (Proxy.isProxyClass(type)) {
      return Stream.of(type.getInterfaces()).anyMatch(this::anyIn);
    }
    return mentionedBy(type) && Stream.of(methodsOf(type)).anyMatch(each -> isAtomic(each, type));
  }

  /**
   * Whether one of the annotations occurs in a class or what it inherits from, in vain perhaps.
   *
   * @param type a class or interface
   * @return {@code false} if there is nothing to check
   */
  public boolean mentionedBy(Class<?> type) {
    return Stream.concat(
            Stream.<Class<?>>iterate(type, each -> each != null, Class::getSuperclass),
            ClassUtils.getAllInterfacesForClassAsSet(type).stream())
        .anyMatch(this::mentions);
  }

  private boolean mentions(Class<?> type) {
    if (type.getName().startsWith("java.")) {
      return false;
    }
    Boolean known = mentions.get(type);
    if (known == null) {
      known =
          isAnnotated(type)
              || Stream.of(ReflectionUtils.getDeclaredMethods(type))
                  .anyMatch(method -> isAnnotated(method) || hasWatched(method))
              // of an interface, those above are not part of the stream
              || (type.isInterface() && Stream.of(type.getInterfaces()).anyMatch(this::mentions));
      mentions.putIfAbsent(type, known);
    }
    return known;
  }

  private static boolean hasWatched(Method method) {
    return Stream.of(method.getParameterAnnotations())
        .filter(annotations -> annotations.length > 0)
        .anyMatch(
            annotations ->
                AnnotatedElementUtils.isAnnotated(
                    AnnotatedElementUtils.forAnnotations(annotations), Watched.class));
  }

  /**
   * The atomic methods of a class.
   *
   * @param type the class of a bean
   * @return those that a proxy can intercept
   */
  public List<Method> atomicMethods(Class<?> type) {
    Class<?> userType = ClassUtils.getUserClass(type);
    return !anyIn(userType)
        ? List.of()
        : Stream.of(methodsOf(userType))
            .filter(method -> (method.getModifiers() & NOT_INTERCEPTED) == 0)
            .filter(method -> isAtomic(method, userType))
            .toList();
  }

  /**
   * The methods that annotated types declare, and that no subclass can override.
   *
   * @param type the class of a bean
   * @return final methods that others can call
   */
  public List<Method> finalMethods(Class<?> type) {
    Class<?> userType = ClassUtils.getUserClass(type);
    return !anyIn(userType)
        ? List.of()
        : Stream.of(methodsOf(userType))
            .filter(method -> (method.getModifiers() & NOT_INTERCEPTED) == Modifier.FINAL)
            .filter(method -> of(method.getDeclaringClass()) != null)
            .toList();
  }

  /**
   * A method for messages.
   *
   * @param method the method
   * @param targetClass the class of the bean
   * @return such as {@code BankService.transfer(String, String, long)}
   */
  public static String nameOf(Method method, Class<?> targetClass) {
    return AtomicAttributeParser.nameOf(method, targetClass);
  }

  private static boolean isAnnotated(AnnotatedElement element) {
    return element.getAnnotations().length > 0
        && AnnotatedElementUtils.isAnnotated(element, RedisAtomic.class);
  }

  /** The methods that a bean of this class has, those of Java itself and bridges left out. */
  static Method[] methodsOf(Class<?> type) {
    return ReflectionUtils.getUniqueDeclaredMethods(
        type,
        method ->
            !method.isSynthetic() && !method.getDeclaringClass().getName().startsWith("java."));
  }

  @Nullable Declaration find(Method method, Class<?> targetClass) {
    MethodClassKey key = new MethodClassKey(method, targetClass);
    Optional<Declaration> known = methods.get(key);
    if (known == null) {
      known = Optional.ofNullable(compute(method, ClassUtils.getUserClass(targetClass)));
      methods.putIfAbsent(key, known);
    }
    return known.orElse(null);
  }

  private static @Nullable Declaration compute(Method method, Class<?> targetClass) {
    if (ReflectionUtils.isObjectMethod(method)) {
      return null;
    }
    Method specific = specific(method, targetClass);
    RedisAtomic annotation = of(specific);
    if (annotation == null) {
      annotation = firstOf(implemented(specific, targetClass).stream().map(AtomicAnnotations::of));
    }
    if (annotation == null && !specific.equals(method)) {
      annotation = of(method);
    }
    if (annotation != null) {
      return new Declaration(annotation, specific, targetClass, true);
    }
    annotation = ofType(method, specific, targetClass);
    return annotation == null ? null : new Declaration(annotation, specific, targetClass, false);
  }

  private static @Nullable RedisAtomic ofType(
      Method method, Method specific, Class<?> targetClass) {
    if (!ClassUtils.isUserLevelMethod(specific)) {
      return null;
    }
    RedisAtomic annotation = of(targetClass);
    if (annotation == null) {
      annotation =
          firstOf(
              implemented(specific, targetClass).stream()
                  .map(each -> of(each.getDeclaringClass())));
    }
    // of an interface that the target class does not implement, as that of a repository
    if (annotation == null && ClassUtils.isUserLevelMethod(method)) {
      annotation = of(method.getDeclaringClass());
    }
    return annotation;
  }

  private static @Nullable RedisAtomic of(AnnotatedElement element) {
    return AnnotatedElementUtils.findMergedAnnotation(element, RedisAtomic.class);
  }

  private static @Nullable RedisAtomic firstOf(Stream<@Nullable RedisAtomic> annotations) {
    return annotations.filter(each -> each != null).findFirst().orElse(null);
  }

  private static Method specific(Method method, Class<?> targetClass) {
    return BridgeMethodResolver.findBridgedMethod(
        ClassUtils.getMostSpecificMethod(method, targetClass));
  }

  /** The methods of interfaces that a method implements although its own class has not got them. */
  private static List<Method> implemented(Method method, Class<?> targetClass) {
    Class<?> declaring = method.getDeclaringClass();
    if (declaring == targetClass || declaring.isInterface() || !isPublicInstance(method)) {
      return List.of();
    }
    return ClassUtils.getAllInterfacesForClassAsSet(targetClass).stream()
        .filter(type -> !type.isAssignableFrom(declaring))
        .flatMap(type -> Stream.of(type.getMethods()))
        .filter(
            candidate ->
                candidate.getName().equals(method.getName())
                    && candidate.getParameterCount() == method.getParameterCount()
                    && specific(candidate, targetClass).equals(method))
        .toList();
  }

  private static boolean isPublicInstance(Method method) {
    return Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers());
  }

  /**
   * Finds the annotation of a parameter, on the method or on one that it overrides or implements.
   */
  static @Nullable Watched watched(Method method, Class<?> targetClass, int parameter) {
    return Stream.concat(Stream.of(method), implemented(method, targetClass).stream())
        .map(each -> new AnnotatedMethod(each).getMethodParameters()[parameter])
        .map(
            each ->
                AnnotatedElementUtils.findMergedAnnotation(
                    AnnotatedElementUtils.forAnnotations(each.getParameterAnnotations()),
                    Watched.class))
        .filter(each -> each != null)
        .findFirst()
        .orElse(null);
  }
}
