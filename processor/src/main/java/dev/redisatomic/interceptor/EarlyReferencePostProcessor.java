package dev.redisatomic.interceptor;

import org.jspecify.annotations.Nullable;
import org.springframework.aop.SpringProxy;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.config.SmartInstantiationAwareBeanPostProcessor;
import org.springframework.beans.factory.support.AbstractBeanFactory;
import org.springframework.core.Ordered;

/**
 * Follows Spring's auto-proxy creator. Where a circular reference has handed a proxy out early,
 * Spring passes the plain bean to all later post-processors, and listener containers would keep
 * that; with this one they get the proxy. {@link AtomicBeanPostProcessor} returns the plain bean at
 * the end, as Spring expects it, and Spring then exposes the proxy.
 */
public final class EarlyReferencePostProcessor
    implements SmartInstantiationAwareBeanPostProcessor,
        BeanFactoryAware,
        AopInfrastructureBean,
        Ordered {

  private final BeansInCreation inCreation;
  private @Nullable BeanFactory beans;

  /**
   * A post-processor.
   *
   * @param inCreation the beans that are being made
   */
  public EarlyReferencePostProcessor(BeansInCreation inCreation) {
    this.inCreation = inCreation;
  }

  @Override
  public void setBeanFactory(BeanFactory factory) {
    beans = factory;
  }

  /**
   * Comes after the auto-proxy creator, which has the highest precedence, and before all listeners.
   */
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE + 2;
  }

  @Override
  public Object getEarlyBeanReference(Object bean, String name) {
    if (inCreation.contains(name) && bean instanceof SpringProxy) {
      inCreation.proxied(name, bean);
      returnPlainBeansLast();
    }
    return bean;
  }

  /**
   * Moves {@link AtomicBeanPostProcessor} to the end, behind the detector of application listeners,
   * too, which is added when all others are there.
   */
  private void returnPlainBeansLast() {
    if (beans instanceof AbstractBeanFactory factory) {
      factory.getBeanPostProcessors().stream()
          .filter(AtomicBeanPostProcessor.class::isInstance)
          .findFirst()
          .ifPresent(factory::addBeanPostProcessor);
    }
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    if (!inCreation.contains(name)) {
      return bean;
    }
    Object early = inCreation.earlyProxy(name, bean);
    if (early == bean && bean instanceof SpringProxy) {
      inCreation.proxied(name, bean);
    }
    return early;
  }
}
