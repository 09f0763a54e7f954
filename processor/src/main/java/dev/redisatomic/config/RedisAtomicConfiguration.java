package dev.redisatomic.config;

import dev.redisatomic.AtomicContext;
import dev.redisatomic.AtomicListener;
import dev.redisatomic.RedisAtomicOperations;
import dev.redisatomic.attribute.AtomicAnnotations;
import dev.redisatomic.attribute.AtomicAttributeSource;
import dev.redisatomic.driver.DriverProvider;
import dev.redisatomic.execution.AtomicExecutor;
import dev.redisatomic.execution.AtomicListeners;
import dev.redisatomic.execution.AtomicTemplate;
import dev.redisatomic.execution.DatabaseTransactions;
import dev.redisatomic.execution.PassThroughExecutor;
import dev.redisatomic.interceptor.AtomicAdvice;
import dev.redisatomic.interceptor.AtomicAdvisor;
import dev.redisatomic.interceptor.AtomicBeanChecks;
import dev.redisatomic.interceptor.AtomicBeanPostProcessor;
import dev.redisatomic.interceptor.AtomicMethods;
import dev.redisatomic.interceptor.AtomicProxies;
import dev.redisatomic.interceptor.AutoProxyRegistrar;
import dev.redisatomic.interceptor.BeansInCreation;
import dev.redisatomic.interceptor.ClusterConnectionPostProcessor;
import dev.redisatomic.interceptor.EarlyReferencePostProcessor;
import dev.redisatomic.interceptor.OtherFactoryPostProcessor;
import dev.redisatomic.interceptor.PlainBeanRegistration;
import dev.redisatomic.transaction.AtomicTransactionListener;
import dev.redisatomic.transaction.TransactionManagers;
import java.util.function.Supplier;
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
@Import({OptionalParts.class, AutoProxyRegistrar.class})
@Role(BeanDefinition.ROLE_INFRASTRUCTURE)
class RedisAtomicConfiguration {

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static RedisAtomicSettings redisAtomicSettings(Environment environment) {
    SpringDataVersion.check();
    return RedisAtomicSettings.of(environment);
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static Drivers redisAtomicDrivers(
      ObjectProvider<DriverProvider> providers, ConfigurableListableBeanFactory beans) {
    return new Drivers(providers, beans.getBeanClassLoader());
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static AtomicConnectionFactories redisAtomicConnectionFactories(
      ConfigurableListableBeanFactory beans, Drivers drivers) {
    return new AtomicConnectionFactories(beans, drivers);
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static Definitions redisAtomicDefinitions(
      RedisAtomicSettings settings, AtomicConnectionFactories factories, Environment environment) {
    return new Definitions(settings, RedisAtomicEnabled.isEnabled(environment) ? factories : null);
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static AtomicListeners redisAtomicListeners(ObjectProvider<AtomicListener> listeners) {
    return new AtomicListeners(listeners::orderedStream);
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static AtomicExecutor redisAtomicExecutor(
      RedisAtomicSettings settings, AtomicListeners listeners, Environment environment) {
    return RedisAtomicEnabled.isEnabled(environment)
        ? new AtomicExecutor(
            settings.localQueue(), settings.groupCommit(), settings.groupPatience(), listeners)
        : new PassThroughExecutor(listeners);
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static AtomicAnnotations redisAtomicAnnotations() {
    return new AtomicAnnotations();
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static AtomicBeanChecks redisAtomicBeanChecks(
      AtomicAnnotations annotations, AtomicProxies proxies) {
    return new AtomicBeanChecks(annotations, proxies);
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static AtomicMethods redisAtomicMethods(
      AtomicAnnotations annotations,
      Definitions definitions,
      ConfigurableBeanFactory beans,
      Environment environment) {
    EmbeddedValueResolver resolver = new EmbeddedValueResolver(beans);
    return new AtomicMethods(
        new AtomicAttributeSource(
            annotations,
            text ->
                // without a configurer, Spring has no resolver until it makes the singletons
                resolver.resolveStringValue(
                    beans.hasEmbeddedValueResolver()
                        ? text
                        : environment.resolvePlaceholders(text)),
            beans),
        definitions::of);
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static AtomicAdvice redisAtomicAdvice(
      AtomicAnnotations annotations,
      ObjectProvider<AtomicMethods> methods,
      ObjectProvider<AtomicExecutor> executor,
      ObjectProvider<RedisAtomicSettings> provider) {
    Supplier<RedisAtomicSettings> settings = SingletonSupplier.of(provider::getObject);
    return new AtomicAdvice(
        annotations,
        SingletonSupplier.of(methods::getObject),
        SingletonSupplier.of(executor::getObject),
        () -> settings.get().order());
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static AtomicAdvisor redisAtomicOuterAdvisor(AtomicAdvice advice) {
    return advice.outer();
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static AtomicAdvisor redisAtomicInnerAdvisor(AtomicAdvice advice) {
    return advice.inner();
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static AtomicProxies redisAtomicProxies(
      AtomicAdvice advice, ObjectProvider<AtomicMethods> methods) {
    return new AtomicProxies(advice, SingletonSupplier.of(methods::getObject));
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static BeansInCreation redisAtomicBeansInCreation() {
    return new BeansInCreation();
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static PlainBeanRegistration redisAtomicPlainBeanRegistration(
      AtomicProxies proxies, BeansInCreation inCreation) {
    return new PlainBeanRegistration(proxies, inCreation);
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static EarlyReferencePostProcessor redisAtomicEarlyReferencePostProcessor(
      BeansInCreation inCreation) {
    return new EarlyReferencePostProcessor(inCreation);
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static AtomicBeanPostProcessor redisAtomicBeanPostProcessor(
      AtomicAnnotations annotations, AtomicProxies proxies, BeansInCreation inCreation) {
    return new AtomicBeanPostProcessor(annotations, proxies, inCreation);
  }

  @Bean
  @Conditional(RedisAtomicEnabled.class)
  static AtomicMethodReports redisAtomicMethodReports(
      AtomicMethods methods, Definitions definitions) {
    return new AtomicMethodReports(methods, definitions);
  }

  @Bean
  @Conditional(RedisAtomicEnabled.class)
  static StartUpLine redisAtomicStartUpLine(
      AtomicMethodReports methods,
      AtomicConnectionFactories factories,
      RedisAtomicSettings settings) {
    return new StartUpLine(methods, factories, settings);
  }

  @Bean
  static @Nullable SwitchedOffLine redisAtomicSwitchedOffLine(
      AtomicMethods methods, Environment environment) {
    return RedisAtomicEnabled.isEnabled(environment) ? null : new SwitchedOffLine(methods);
  }

  @Bean
  @Conditional(RedisAtomicEnabled.class)
  static @Nullable AtomicListener redisAtomicEvents(
      RedisAtomicSettings settings, ApplicationEventPublisher events) {
    return settings.events() ? new EventPublisher(events) : null;
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  @Conditional(RedisAtomicEnabled.class)
  static ClusterConnectionPostProcessor redisAtomicClusterConnectionPostProcessor(
      ObjectProvider<Drivers> drivers) {
    return new ClusterConnectionPostProcessor(
        factory -> drivers.getObject().leadToCluster(factory), AtomicContext::isActive);
  }

  @Bean
  @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
  static OtherFactoryPostProcessor redisAtomicOtherFactoryPostProcessor(
      ConfigurableListableBeanFactory beans) {
    return new OtherFactoryPostProcessor(beans);
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
  RedisAtomicOperations redisAtomicOperations(AtomicExecutor executor, Definitions definitions) {
    return new AtomicTemplate(executor, SingletonSupplier.of(definitions::programmatic));
  }
}
