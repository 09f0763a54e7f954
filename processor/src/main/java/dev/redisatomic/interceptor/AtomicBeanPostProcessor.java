package dev.redisatomic.interceptor;

import dev.redisatomic.attribute.AtomicAnnotations;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopInfrastructureBean;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.SmartInstantiationAwareBeanPostProcessor;
import org.springframework.beans.factory.support.MergedBeanDefinitionPostProcessor;
import org.springframework.beans.factory.support.RootBeanDefinition;

/**
 * Comes after all other post-processors, when all advice is there, and {@linkplain AtomicProxies
 * arranges} the proxies of each bean with atomic methods. That makes no new objects, so those who
 * have got hold of a proxy by then have the right one.
 *
 * <p>It is last because it has no order and handles bean definitions.
 */
public final class AtomicBeanPostProcessor
    implements SmartInstantiationAwareBeanPostProcessor,
        MergedBeanDefinitionPostProcessor,
        BeanFactoryAware,
        AopInfrastructureBean {

  private final AtomicAnnotations annotations;
  private final AtomicProxies proxies;
  private final BeansInCreation inCreation;
  private @Nullable ConfigurableListableBeanFactory beans;

  /**
   * A post-processor.
   *
   * @param annotations say which methods are atomic
   * @param proxies arranges proxies
   * @param inCreation the beans that are being made
   */
  public AtomicBeanPostProcessor(
      AtomicAnnotations annotations, AtomicProxies proxies, BeansInCreation inCreation) {
    this.annotations = annotations;
    this.proxies = proxies;
    this.inCreation = inCreation;
  }

  @Override
  public void setBeanFactory(BeanFactory factory) {
    beans = factory instanceof ConfigurableListableBeanFactory listable ? listable : null;
  }

  @Override
  public void postProcessMergedBeanDefinition(
      RootBeanDefinition definition, Class<?> type, String name) {
    if (annotations.anyIn(type)) {
      if (beans != null) {
        FinalClasses.exposeInterfaces(beans, name, type);
      }
      new Callbacks(annotations, definition, type).check(name);
    }
  }

  @Override
  public Object getEarlyBeanReference(Object bean, String name) {
    if (bean instanceof FactoryBean<?> factory) {
      Class<?> type = factory.getObjectType();
      if (type != null && annotations.anyIn(type)) {
        throw AtomicProxies.without(
            name,
            AtomicAnnotations.nameOf(annotations.atomicMethods(type).get(0), type),
            "its FactoryBean takes part in a circular reference, for which Spring hands out the"
                + " product without a proxy. Take the circle apart, for instance with an"
                + " ObjectProvider.");
      }
    }
    proxies.place(bean);
    return bean;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    Class<?> type = inCreation.type(name);
    if (type != null) {
      requireInside(type, bean, name);
    } else {
      proxies.arrange(name, bean);
    }
    Object plain = inCreation.plain(name, bean);
    inCreation.end(name);
    return plain;
  }

  /**
   * Requires a proxy inside of the bean. An object around it that is none of Spring's need not be
   * known.
   */
  private void requireInside(Class<?> type, Object bean, String name) {
    Object proxy = inCreation.proxy(name);
    boolean wrapped = !type.isAssignableFrom(ProxyLayers.of(bean).targetClass());
    if (wrapped && proxy != null && type.isAssignableFrom(ProxyLayers.of(proxy).targetClass())) {
      proxies.arrange(name, proxy);
    } else if (wrapped && !annotations.atomicMethods(type).isEmpty()) {
      throw AtomicProxies.without(
          name,
          AtomicAnnotations.nameOf(annotations.atomicMethods(type).get(0), type),
          "a BeanPostProcessor has replaced the bean by a "
              + bean.getClass().getName()
              + " before a proxy could be made for it. Give that post-processor a lower precedence"
              + " than Spring's auto-proxy creator, by not making it PriorityOrdered for instance.");
    }
    proxies.arrange(name, bean);
  }
}
