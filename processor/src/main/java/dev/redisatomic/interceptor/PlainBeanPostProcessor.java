package dev.redisatomic.interceptor;

import java.util.List;
import org.springframework.aop.SpringProxy;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.aop.framework.autoproxy.AbstractAutoProxyCreator;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.SmartInstantiationAwareBeanPostProcessor;
import org.springframework.beans.factory.support.AbstractBeanFactory;
import org.springframework.util.ClassUtils;

/**
 * Sees each bean before all other post-processors do, when it is not wrapped in anything: refuses
 * annotations that are wrong, and beans that are made so early that nobody would make a proxy.
 */
final class PlainBeanPostProcessor
    implements SmartInstantiationAwareBeanPostProcessor, AopInfrastructureBean {

  private final ConfigurableListableBeanFactory beans;
  private final AtomicProxies proxies;
  private final BeansInCreation inCreation;
  private volatile boolean complete;

  PlainBeanPostProcessor(
      ConfigurableListableBeanFactory beans, AtomicProxies proxies, BeansInCreation inCreation) {
    this.beans = beans;
    this.proxies = proxies;
    this.inCreation = inCreation;
  }

  @Override
  public boolean postProcessAfterInstantiation(Object bean, String name) {
    if (!(bean instanceof SpringProxy) && proxies.anyIn(bean.getClass())) {
      inCreation.begin(name, ClassUtils.getUserClass(bean.getClass()));
    }
    return true;
  }

  @Override
  public Object getEarlyBeanReference(Object bean, String name) {
    if (inCreation.contains(name)) {
      inCreation.expose(name, bean);
    }
    return bean;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    Class<?> type = bean.getClass();
    if (bean instanceof SpringProxy) {
      return bean;
    }
    proxies.check(type);
    if (proxies.anyIn(type)) {
      FinalClasses.exposeInterfaces(beans, name, type);
      requireProxyMakers(name, bean);
    }
    return bean;
  }

  private void requireProxyMakers(String name, Object bean) {
    if (complete || TestDoubles.isMock(bean)) {
      return;
    }
    List<BeanPostProcessor> present =
        beans instanceof AbstractBeanFactory factory ? factory.getBeanPostProcessors() : List.of();
    boolean made = present.stream().anyMatch(AbstractAutoProxyCreator.class::isInstance);
    boolean arranged = present.stream().anyMatch(AtomicBeanPostProcessor.class::isInstance);
    complete = made && arranged;
    // a singleton is looked at once more when all of them are there
    if (!made || (!arranged && !(beans.containsBean(name) && beans.isSingleton(name)))) {
      throw AtomicProxies.without(
          name,
          proxies.check(bean.getClass()),
          "it is made before the post-processors that make proxies: a BeanPostProcessor or"
              + " BeanFactoryPostProcessor needs it. Declare that one with a static @Bean method, and"
              + " let it get the bean when it uses it, through an ObjectProvider.");
    }
  }
}
