package dev.redisatomic.testing;

import dev.redisatomic.testing.EmbeddedRedis.Topology;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.util.ClassUtils;

/**
 * Tells an application where the servers of {@link EmbeddedRedis} are. Equal ones share an
 * application context.
 *
 * @param topology what is started
 */
record EmbeddedRedisCustomizer(Topology topology) implements ContextCustomizer {

  private static final String DETAILS =
      "org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails";

  @Override
  public void customizeContext(
      ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(
            new MapPropertySource("embeddedRedis", EmbeddedServers.of(topology).properties()));
    if (ClassUtils.isPresent(DETAILS, context.getClassLoader())) {
      addConnectionDetails((BeanDefinitionRegistry) context.getBeanFactory());
    }
  }

  private void addConnectionDetails(BeanDefinitionRegistry registry) {
    RootBeanDefinition details = new RootBeanDefinition(EmbeddedConnectionDetails.class);
    details.getConstructorArgumentValues().addIndexedArgumentValue(0, topology);
    details.setRole(BeanDefinition.ROLE_INFRASTRUCTURE);
    registry.registerBeanDefinition("embeddedRedisConnectionDetails", details);
  }
}
