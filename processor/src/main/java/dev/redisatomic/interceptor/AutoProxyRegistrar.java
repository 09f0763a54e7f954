package dev.redisatomic.interceptor;

import org.springframework.aop.config.AopConfigUtils;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.type.AnnotationMetadata;

/** Registers Spring's own auto-proxy creator, if there is none yet. */
public final class AutoProxyRegistrar implements ImportBeanDefinitionRegistrar {

  /** Serves Spring, which makes the instance. */
  public AutoProxyRegistrar() {}

  @Override
  public void registerBeanDefinitions(
      AnnotationMetadata importingClass, BeanDefinitionRegistry registry) {
    AopConfigUtils.registerAutoProxyCreatorIfNecessary(registry);
  }
}
