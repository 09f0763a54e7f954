package dev.redisatomic.interceptor;

import dev.redisatomic.attribute.AtomicAttribute;
import dev.redisatomic.execution.AtomicExecutor;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.aopalliance.intercept.MethodInterceptor;
import org.springframework.aop.Advisor;
import org.springframework.aop.Pointcut;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.framework.autoproxy.AbstractBeanFactoryAwareAdvisingPostProcessor;
import org.springframework.aop.support.AopUtils;
import org.springframework.aop.support.DefaultPointcutAdvisor;
import org.springframework.core.Ordered;
import org.springframework.util.ClassUtils;

/**
 * Puts two advisors around beans with atomic methods: the {@link AtomicMethodInterceptor} at its
 * place in the {@link Ordered order} of the bean's advisors, by default outside of {@code
 * Transactional}, {@code Cacheable} and {@code Retryable} advice; and innermost one that takes back
 * what a body recorded before it threw, for advice in between that calls the body again.
 *
 * <p>A bean post-processor instead of an auto-proxy advisor, because Spring's retry advice is added
 * by one as well, in front of everything that is there already.
 */
public final class AtomicBeanPostProcessor extends AbstractBeanFactoryAwareAdvisingPostProcessor {

  private static final long serialVersionUID = 1L;

  private final transient AtomicMethods methods;
  private final transient Advisor innermost;
  private final int adviceOrder;

  /**
   * A post-processor.
   *
   * @param methods the atomic methods
   * @param executor runs them
   * @param adviceOrder the place among a bean's advisors; lower is further out
   */
  public AtomicBeanPostProcessor(AtomicMethods methods, AtomicExecutor executor, int adviceOrder) {
    this.methods = methods;
    this.adviceOrder = adviceOrder;
    Pointcut pointcut = new AtomicPointcut(methods);
    DefaultPointcutAdvisor outer =
        new DefaultPointcutAdvisor(pointcut, new AtomicMethodInterceptor(methods, executor));
    outer.setOrder(adviceOrder);
    this.advisor = outer;
    MethodInterceptor undo = invocation -> executor.undoneOnFailure(invocation::proceed);
    this.innermost = new DefaultPointcutAdvisor(pointcut, undo);
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    if (bean instanceof AopInfrastructureBean) {
      return bean;
    }
    if (bean instanceof Advised advised && !advised.isFrozen()) {
      return adviseProxy(bean, advised, beanName);
    }
    check(bean.getClass());
    return super.postProcessAfterInitialization(bean, beanName);
  }

  /** A proxy can have methods that its target has not: those of a repository's interface. */
  private Object adviseProxy(Object bean, Advised advised, String beanName) {
    List<Class<?>> types = new ArrayList<>(List.of(advised.getProxiedInterfaces()));
    types.add(AopUtils.getTargetClass(bean));
    List<AtomicAttribute> attributes = new ArrayList<>();
    types.forEach(type -> attributes.addAll(check(type)));
    if (types.stream().noneMatch(this::isEligible)) {
      return super.postProcessAfterInitialization(bean, beanName);
    }
    int position = position(advised);
    CachedAttempts.refuse(
        List.of(advised.getAdvisors()).subList(position, advised.getAdvisorCount()),
        attributes,
        AopUtils.getTargetClass(bean));
    advised.addAdvisor(position, outermost());
    advised.addAdvisor(innermost);
    return bean;
  }

  private List<AtomicAttribute> check(Class<?> type) {
    Class<?> userType = ClassUtils.getUserClass(type);
    if (Proxy.isProxyClass(userType)) {
      return Stream.of(userType.getInterfaces()).flatMap(each -> check(each).stream()).toList();
    }
    return userType.getName().startsWith("org.springframework.")
        ? List.of()
        : methods.check(userType);
  }

  private int position(Advised advised) {
    Advisor[] advisors = advised.getAdvisors();
    int position = 0;
    while (position < advisors.length && orderOf(advisors[position]) < adviceOrder) {
      position++;
    }
    return position;
  }

  private static int orderOf(Advisor advisor) {
    return advisor instanceof Ordered ordered ? ordered.getOrder() : Ordered.LOWEST_PRECEDENCE;
  }

  private Advisor outermost() {
    if (advisor == null) {
      throw new IllegalStateException("The advisor is set in the constructor");
    }
    return advisor;
  }

  @Override
  protected ProxyFactory prepareProxyFactory(Object bean, String beanName) {
    ProxyFactory factory = super.prepareProxyFactory(bean, beanName);
    if (Modifier.isFinal(bean.getClass().getModifiers())) {
      // only a JDK proxy can be made for a final class
      factory.setProxyTargetClass(false);
    }
    return factory;
  }

  @Override
  protected void customizeProxyFactory(ProxyFactory proxyFactory) {
    proxyFactory.addAdvisor(innermost);
  }
}
