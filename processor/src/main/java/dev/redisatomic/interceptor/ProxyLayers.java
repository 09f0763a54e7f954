package dev.redisatomic.interceptor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.aop.Advisor;
import org.springframework.aop.SpringProxy;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.support.AopUtils;
import org.springframework.util.ClassUtils;

/**
 * The proxies of a bean, one inside the other. Behind a target source that changes its target
 * nothing can be seen but a class.
 *
 * @param layers the proxies, outermost first; none for a plain object
 * @param targetClass the class behind them
 * @param sealed whether there is a proxy that does not let itself be looked into
 */
record ProxyLayers(List<Advised> layers, Class<?> targetClass, boolean sealed) {

  static ProxyLayers of(Object bean) {
    List<Advised> layers = new ArrayList<>();
    Object current = bean;
    while (current instanceof SpringProxy && current instanceof Advised advised) {
      layers.add(advised);
      Object target = AopProxyUtils.getSingletonTarget(current);
      if (target == null) {
        return new ProxyLayers(layers, AopUtils.getTargetClass(current), false);
      }
      current = target;
    }
    boolean sealed = current instanceof SpringProxy;
    // not of a ProxyFactoryBean, which knows the class of its product's target
    Class<?> type =
        sealed ? AopUtils.getTargetClass(current) : ClassUtils.getUserClass(current.getClass());
    return new ProxyLayers(layers, type, sealed);
  }

  boolean isPlain() {
    return layers.isEmpty() && !sealed;
  }

  Advised outermost() {
    return layers.get(0);
  }

  Advised innermost() {
    return layers.get(layers.size() - 1);
  }

  /** The target class, and the interfaces that only the proxies have, as those of repositories. */
  Set<Class<?>> types() {
    Set<Class<?>> types = new LinkedHashSet<>();
    types.add(targetClass);
    for (Advised layer : layers) {
      Arrays.stream(layer.getProxiedInterfaces())
          .filter(type -> !type.isAssignableFrom(targetClass))
          .forEach(types::add);
    }
    return types;
  }

  /** The advisors, in the order in which a call meets them. */
  List<Advisor> advisors() {
    return layers.stream().flatMap(layer -> Stream.of(layer.getAdvisors())).toList();
  }

  /**
   * The advisors before and after the outer one of ours, in the order in which a call meets them.
   */
  List<Advisor> advisors(boolean inside) {
    List<Advisor> found = new ArrayList<>();
    boolean passed = false;
    for (Advised layer : layers) {
      for (Advisor advisor : layer.getAdvisors()) {
        if (!passed && advisor instanceof AtomicAdvisor ours && ours.isOuter()) {
          passed = true;
        } else if (passed == inside) {
          found.add(advisor);
        }
      }
    }
    return found;
  }
}
