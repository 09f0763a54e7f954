package dev.redisatomic.interceptor;

import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.core.PriorityOrdered;

/**
 * Puts the {@link PlainBeanPostProcessor} in front of all others, before the first of them is made.
 */
public final class PlainBeanRegistration
    implements BeanDefinitionRegistryPostProcessor, PriorityOrdered {

  private final AtomicProxies proxies;
  private final BeansInCreation inCreation;

  /**
   * A registration.
   *
   * @param proxies arranges proxies
   * @param inCreation the beans that are being made
   */
  public PlainBeanRegistration(AtomicProxies proxies, BeansInCreation inCreation) {
    this.proxies = proxies;
    this.inCreation = inCreation;
  }

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  @Override
  public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
    if (registry instanceof ConfigurableListableBeanFactory beans) {
      beans.addBeanPostProcessor(new PlainBeanPostProcessor(beans, proxies, inCreation));
    }
  }
}
