package dev.redisatomic.interceptor;

import dev.redisatomic.attribute.AtomicAnnotations;
import dev.redisatomic.execution.AtomicExecutor;
import java.lang.reflect.Method;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiPredicate;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.SpringProxy;

/**
 * Makes the two advisors of a proxy: the outer one runs attempts, the inner one stands next to the
 * body, for advice in between.
 *
 * <p>Everything else is asked for when the first atomic method is met, because advisors are made
 * before all other beans.
 */
public final class AtomicAdvice {

  private final AtomicAnnotations annotations;
  private final IntSupplier order;
  private final MethodInterceptor attempts;
  private final MethodInterceptor body;
  private final Map<Class<?>, AtomicAdvisor> outer = new ConcurrentHashMap<>();
  private final Map<Class<?>, AtomicAdvisor> inner = new ConcurrentHashMap<>();

  /**
   * The advice of an application context.
   *
   * @param annotations say which methods are atomic
   * @param methods the atomic methods
   * @param executor runs them
   * @param order the place of the outer advisor; lower is further out
   */
  public AtomicAdvice(
      AtomicAnnotations annotations,
      Supplier<AtomicMethods> methods,
      Supplier<AtomicExecutor> executor,
      IntSupplier order) {
    this.annotations = annotations;
    this.order = order;
    this.attempts = new AtomicMethodInterceptor(methods, executor);
    this.body = new AtomicBodyInterceptor(executor);
  }

  /**
   * The outer advisor for the proxies that Spring makes.
   *
   * @return a new one
   */
  public AtomicAdvisor outer() {
    return new AtomicAdvisor(true, pointcut(), attempts, order);
  }

  /**
   * The inner advisor for the proxies that Spring makes.
   *
   * @return a new one
   */
  public AtomicAdvisor inner() {
    return new AtomicAdvisor(false, pointcut(), body, () -> AtomicAdvisor.LOWEST_PRECEDENCE);
  }

  /** The outer advisor for proxies of this class that are there already. */
  AtomicAdvisor outer(Class<?> targetClass) {
    return outer.computeIfAbsent(
        targetClass, type -> new AtomicAdvisor(true, pointcut(type), attempts, order));
  }

  /** The inner advisor for proxies of this class that are there already. */
  AtomicAdvisor inner(Class<?> targetClass) {
    return inner.computeIfAbsent(
        targetClass,
        type ->
            new AtomicAdvisor(false, pointcut(type), body, () -> AtomicAdvisor.LOWEST_PRECEDENCE));
  }

  int order() {
    return order.getAsInt();
  }

  AtomicAnnotations annotations() {
    return annotations;
  }

  /** Leaves proxies alone: another one around them would separate the advice of one bean. */
  private AtomicPointcut pointcut() {
    return new AtomicPointcut(
        annotations::isAtomic,
        type -> !SpringProxy.class.isAssignableFrom(type) && annotations.anyIn(type));
  }

  /** Goes by the class behind all proxies, which a proxy of the JDK does not tell. */
  private AtomicPointcut pointcut(Class<?> targetClass) {
    BiPredicate<Method, Class<?>> methods =
        (method, ignored) -> annotations.isAtomic(method, targetClass);
    return new AtomicPointcut(methods, type -> true);
  }
}
