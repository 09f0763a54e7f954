package dev.redisatomic.interceptor;

import dev.redisatomic.AtomicSetupException;
import dev.redisatomic.attribute.AtomicAttribute;
import dev.redisatomic.attribute.AtomicMethodChecks;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.aop.Advisor;
import org.springframework.aop.Pointcut;
import org.springframework.aop.PointcutAdvisor;
import org.springframework.aop.interceptor.AsyncExecutionInterceptor;
import org.springframework.aop.support.AopUtils;

/** Checks the methods of one bean against the proxies that it really has. */
final class ProxyChecks {

  private final String name;
  private final Object proxy;
  private final ProxyLayers proxies;
  private final AtomicMethods methods;
  private final Class<?> targetClass;

  ProxyChecks(String name, Object proxy, ProxyLayers proxies, AtomicMethods methods) {
    this.name = name;
    this.proxy = proxy;
    this.proxies = proxies;
    this.methods = methods;
    this.targetClass = proxies.targetClass();
  }

  /**
   * Checks them all.
   *
   * @throws AtomicSetupException for the first that would not run as its annotations say
   */
  void check(List<AtomicAttribute> attributes) {
    List<Advisor> outside = proxies.advisors(false);
    CachedAttempts.refuse(proxies.advisors(true), attributes, targetClass);
    for (AtomicAttribute attribute : attributes) {
      requireReachable(attribute);
      requireAsync(attribute, outside);
      RetriedConflicts.refuse(attribute, targetClass, outside);
    }
  }

  private void requireReachable(AtomicAttribute attribute) {
    Method method = attribute.method();
    if (methods.find(method, targetClass) == null) {
      throw AtomicProxies.without(
          name,
          attribute.name(),
          "an interface of the bean's proxy is annotated, but inherits the method, and the object"
              + " behind the proxy does not implement that interface. Annotate the methods of the"
              + " interface itself.");
    }
    if (AopUtils.isJdkDynamicProxy(proxy)) {
      if (methods.isOnMethod(method, targetClass) && !isInInterface(attribute)) {
        throw AtomicProxies.without(
            name,
            attribute.name(),
            "the bean's proxy is one of the JDK, and has none but the methods of interfaces. Declare"
                + " the method in an interface of the class, or have class proxies made"
                + " (proxyTargetClass = true; with Boot spring.aop.proxy-target-class=true).");
      }
    } else if ((method.getModifiers() & (Modifier.PUBLIC | Modifier.PROTECTED)) == 0
        && !isBeside(method.getDeclaringClass())) {
      throw AtomicProxies.without(
          name,
          attribute.name(),
          "it is package-private, and the bean's proxy is in another package or class loader. Make"
              + " the method public or protected.");
    }
  }

  private boolean isInInterface(AtomicAttribute attribute) {
    return attribute.method().getDeclaringClass().isInterface()
        || Stream.of(proxy.getClass().getInterfaces())
            .flatMap(type -> Stream.of(type.getMethods()))
            .filter(method -> method.getName().equals(attribute.method().getName()))
            .map(method -> methods.find(method, targetClass))
            .anyMatch(found -> found != null && found.method().equals(attribute.method()));
  }

  private boolean isBeside(Class<?> declaring) {
    return declaring.getPackageName().equals(proxy.getClass().getPackageName())
        && declaring.getClassLoader() == proxy.getClass().getClassLoader();
  }

  private void requireAsync(AtomicAttribute attribute, List<Advisor> outside) {
    if (AtomicMethodChecks.returnsFuture(attribute, targetClass)
        && outside.stream().noneMatch(advisor -> isAsync(advisor, attribute.method()))) {
      throw new AtomicSetupException(
          attribute.name()
              + " is atomic and returns a future, but @Async is not in effect outside of the atomic"
              + " method, so the future would stand for work that goes on after the commit.",
          "Switch asynchronous methods on (@EnableAsync), or return the finished value.");
    }
  }

  private boolean isAsync(Advisor advisor, Method method) {
    if (!(advisor.getAdvice() instanceof AsyncExecutionInterceptor)) {
      return false;
    }
    Pointcut pointcut =
        advisor instanceof PointcutAdvisor withPointcut
            ? withPointcut.getPointcut()
            : Pointcut.TRUE;
    return pointcut.getClassFilter().matches(targetClass)
        && pointcut.getMethodMatcher().matches(method, targetClass);
  }
}
