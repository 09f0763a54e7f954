package dev.redisatomic.testing;

import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Adds the beans of {@link AutoConfigureRedisAtomic}. Equal ones share an application context.
 *
 * @param hideValues whether texts about calls hide values
 */
record AtomicTestCustomizer(boolean hideValues) implements ContextCustomizer {

  @Override
  public void customizeContext(
      ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
    BeanDefinitionRegistry registry = (BeanDefinitionRegistry) context.getBeanFactory();
    registry.registerBeanDefinition("redisAtomicInterference", infrastructure(Interference.class));
    registry.registerBeanDefinition(
        "redisAtomicInterferingDrivers", infrastructure(InterferingDriverProvider.class));
    RootBeanDefinition calls = infrastructure(AtomicCalls.class);
    calls.getConstructorArgumentValues().addIndexedArgumentValue(1, hideValues);
    registry.registerBeanDefinition("redisAtomicCalls", calls);
  }

  private static RootBeanDefinition infrastructure(Class<?> type) {
    RootBeanDefinition definition = new RootBeanDefinition(type);
    definition.setRole(BeanDefinition.ROLE_INFRASTRUCTURE);
    definition.setAutowireMode(RootBeanDefinition.AUTOWIRE_CONSTRUCTOR);
    return definition;
  }
}
