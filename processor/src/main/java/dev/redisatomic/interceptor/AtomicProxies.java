package dev.redisatomic.interceptor;

import dev.redisatomic.AtomicSetupException;
import dev.redisatomic.attribute.AtomicAnnotations;
import dev.redisatomic.attribute.AtomicAttribute;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.aop.SpringProxy;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.scope.ScopedObject;
import org.springframework.aop.support.AopUtils;
import org.springframework.util.ClassUtils;
import org.springframework.util.ConcurrentReferenceHashMap;

/**
 * Sees to it that the proxies of a bean run its atomic methods atomically, or says why they cannot.
 * What it has arranged once it finds in place the next time.
 */
public final class AtomicProxies {

  private static final Log log = LogFactory.getLog(AtomicProxies.class);

  private final AtomicAdvice advice;
  private final Supplier<AtomicMethods> methods;
  private final AdvisorPlacement placement;
  private final Map<Object, Boolean> checked = new ConcurrentReferenceHashMap<>();
  private final Set<Class<?>> searchedForFinal = ConcurrentHashMap.newKeySet();

  /**
   * Serves the beans of an application context.
   *
   * @param advice makes advisors
   * @param methods the atomic methods
   */
  public AtomicProxies(AtomicAdvice advice, Supplier<AtomicMethods> methods) {
    this.advice = advice;
    this.methods = methods;
    this.placement = new AdvisorPlacement(advice);
  }

  boolean anyIn(Class<?> type) {
    return advice.annotations().anyIn(type);
  }

  /**
   * The atomic methods of a class, checked.
   *
   * @throws AtomicSetupException if an annotation is wrong
   */
  List<AtomicAttribute> check(Class<?> type) {
    if (Proxy.isProxyClass(type)) {
      return Stream.of(type.getInterfaces()).flatMap(each -> check(each).stream()).toList();
    }
    Class<?> userType = ClassUtils.getUserClass(type);
    return advice.annotations().mentionedBy(userType) ? methods.get().check(userType) : List.of();
  }

  /** Puts the advisors into their places, if the bean has atomic methods and a proxy. */
  void place(Object bean) {
    ProxyLayers proxies = ProxyLayers.of(bean);
    if (!proxies.layers().isEmpty() && proxies.types().stream().anyMatch(this::anyIn)) {
      placement.place(proxies);
    }
  }

  /**
   * Places the advisors and makes sure that nothing is left to chance.
   *
   * @param name of the bean, for messages
   * @param bean as other beans will get it
   * @throws AtomicSetupException if an atomic method would run without the aspect, or with other
   *     advice in the wrong order
   */
  void arrange(String name, Object bean) {
    if (bean instanceof ScopedObject && bean instanceof SpringProxy) {
      // a scoped proxy leads to another bean, which is looked at by itself
      return;
    }
    ProxyLayers proxies = ProxyLayers.of(bean);
    if (proxies.isPlain() && anyIn(proxies.targetClass()) && TestDoubles.isMock(bean)) {
      return;
    }
    List<AtomicAttribute> attributes = new ArrayList<>();
    proxies.types().forEach(type -> attributes.addAll(check(type)));
    if (!AopUtils.isJdkDynamicProxy(bean)) {
      warnOfFinalMethods(name, proxies.targetClass());
    }
    if (attributes.isEmpty()) {
      return;
    }
    if (proxies.isPlain()) {
      throw without(name, attributes, reason(bean));
    }
    if (proxies.sealed()) {
      throw without(
          name,
          attributes,
          "one of its proxies is opaque, so that nobody can see what is inside. Make it with"
              + " opaque = false.");
    }
    placement.place(proxies);
    if (!placement.isInPlace(proxies)) {
      throw without(
          name,
          attributes,
          "its proxy is frozen, so that the aspect cannot be put into its place among the other"
              + " advice. Make it with frozen = false.");
    }
    // once for all prototypes of a class; advisors that are never seen again are forgotten
    Object shape = List.of(bean.getClass(), proxies.targetClass(), proxies.advisors());
    if (!checked.containsKey(shape)) {
      new ProxyChecks(name, bean, proxies, methods.get()).check(attributes);
      checked.put(shape, true);
    }
  }

  /** An annotation on the class may well be meant for the others, so this is just said, once. */
  private void warnOfFinalMethods(String name, Class<?> targetClass) {
    if (!anyIn(targetClass) || !searchedForFinal.add(targetClass)) {
      return;
    }
    for (Method method : advice.annotations().finalMethods(targetClass)) {
      log.warn(
          AtomicAnnotations.nameOf(method, targetClass)
              + " of bean '"
              + name
              + "' runs without being atomic, because it is final, although its class is annotated");
    }
  }

  private static String reason(Object bean) {
    return bean instanceof AopInfrastructureBean
            || bean instanceof org.aopalliance.aop.Advice
            || bean instanceof org.springframework.aop.Advisor
            || bean instanceof org.springframework.aop.Pointcut
        ? "Spring makes no proxies for parts of its AOP such as a "
            + bean.getClass().getName()
            + ". Move the method to a bean of another class, or use RedisAtomicOperations."
        : "Spring has made no proxy for it: it was registered as a finished object"
            + " (registerSingleton, @TestBean), created before the post-processors that make proxies,"
            + " is an aspect, or has a synthetic definition. Declare it as an ordinary bean, with"
            + " @Bean or registerBean(type, supplier), and let post-processors get it through an"
            + " ObjectProvider; or use RedisAtomicOperations.";
  }

  static AtomicSetupException without(
      String name, List<AtomicAttribute> attributes, String reasonAndAction) {
    return without(name, attributes.get(0).name(), reasonAndAction);
  }

  static AtomicSetupException without(String name, String method, String reasonAndAction) {
    int end = reasonAndAction.indexOf(". ");
    String description =
        method
            + " of bean '"
            + name
            + "' would run without being atomic, because "
            + (end < 0 ? reasonAndAction : reasonAndAction.substring(0, end + 1));
    return new AtomicSetupException(
        description, end < 0 ? "Use RedisAtomicOperations." : reasonAndAction.substring(end + 2));
  }
}
