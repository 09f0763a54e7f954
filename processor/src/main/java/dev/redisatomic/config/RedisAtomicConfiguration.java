package dev.redisatomic.config;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.AtomicListener;
import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.attribute.AtomicAttributeSource;
import dev.redisatomic.connection.jedis.JedisDriver;
import dev.redisatomic.execution.AtomicExecutor;
import dev.redisatomic.execution.AtomicListeners;
import dev.redisatomic.execution.AtomicTemplate;
import dev.redisatomic.execution.DatabaseTransactions;
import dev.redisatomic.interceptor.AtomicBeanPostProcessor;
import dev.redisatomic.interceptor.AtomicMethods;
import dev.redisatomic.interceptor.ClusterConnectionPostProcessor;
import dev.redisatomic.transaction.AtomicTransactionListener;
import dev.redisatomic.transaction.TransactionManagers;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.config.EmbeddedValueResolver;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Role;
import org.springframework.core.env.Environment;
import org.springframework.util.function.SingletonSupplier;

/** The beans of the library, the same with and without Boot. */
@Configuration(proxyBeanMethods = false)
@Conditional(RedisAtomicEnabled.class)
@Import(OptionalParts.class)
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
class RedisAtomicConfiguration {

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static RedisAtomicSettings redisAtomicSettings(Environment environment) {
    return RedisAtomicSettings.of(environment);
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static Targets redisAtomicTargets(ConfigurableListableBeanFactory beans) {
    return new Targets(beans);
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static Steps redisAtomicSteps(RedisAtomicSettings settings, Targets targets) {
    return new Steps(settings, targets);
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static AtomicListeners redisAtomicListeners(ObjectProvider<AtomicListener> listeners) {
    return new AtomicListeners(listeners::orderedStream);
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static AtomicExecutor redisAtomicExecutor(
      RedisAtomicSettings settings, AtomicListeners listeners) {
    return new AtomicExecutor(settings.localQueue(), listeners);
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static AtomicMethods redisAtomicMethods(Steps steps, ConfigurableBeanFactory beans) {
    return new AtomicMethods(
        new AtomicAttributeSource(new EmbeddedValueResolver(beans)), steps::of);
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static AtomicBeanPostProcessor redisAtomicBeanPostProcessor(
      AtomicMethods methods, AtomicExecutor executor, RedisAtomicSettings settings) {
    return new AtomicBeanPostProcessor(methods, executor, settings.order());
  }

  @Bean
  static AtomicMethodReports redisAtomicMethodReports(
      AtomicMethods methods, Steps steps, RedisAtomicSettings settings) {
    return new AtomicMethodReports(methods, steps, new SettingOrigins(settings));
  }

  @Bean
  static StartUpLine redisAtomicStartUpLine(
      AtomicMethodReports methods, Targets targets, RedisAtomicSettings settings) {
    return new StartUpLine(methods, targets, settings);
  }

  @Bean
  static @Nullable AtomicListener redisAtomicEvents(
      RedisAtomicSettings settings, ApplicationEventPublisher events) {
    return settings.events() ? new EventPublisher(events) : null;
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static ClusterConnectionPostProcessor redisAtomicClusterConnectionPostProcessor() {
    return new ClusterConnectionPostProcessor(JedisDriver::leadsToCluster, AtomicContext::isActive);
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static AtomicTransactionListener redisAtomicTransactionListener(RedisAtomicSettings settings) {
    return new AtomicTransactionListener(new DatabaseTransactions(settings.innerTransactions()));
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static TransactionManagers redisAtomicTransactionManagers(
      ObjectProvider<AtomicTransactionListener> listener, ConfigurableListableBeanFactory beans) {
    return new TransactionManagers(listener::getObject, beans);
  }

  @Bean
  RedisAtomicOperations redisAtomicOperations(AtomicExecutor executor, Steps steps) {
    return new AtomicTemplate(executor, SingletonSupplier.of(steps::programmatic));
  }
}
