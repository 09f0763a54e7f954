package dev.redisatomic.interceptor;

import dev.redisatomic.attribute.AtomicAnnotations;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.autoproxy.AbstractAutoProxyCreator;
import org.springframework.beans.factory.BeanFactoryInitializer;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.AbstractBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextAware;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.event.ContextRefreshedEvent;
import org.springframework.util.ClassUtils;

/**
 * Goes over the beans when all singletons are there, for those that no post-processor of ours has
 * seen, and over those of parent and child contexts, where nobody makes proxies for us.
 */
public final class AtomicBeanChecks
    implements BeanFactoryInitializer<ListableBeanFactory>,
        SmartInitializingSingleton,
        ApplicationContextAware,
        ApplicationListener<ContextRefreshedEvent> {

  private static final Log log = LogFactory.getLog(AtomicBeanChecks.class);

  private final AtomicAnnotations annotations;
  private final AtomicProxies proxies;
  private @Nullable ApplicationContext context;

  /**
   * Checks of one application context.
   *
   * @param annotations say which methods are atomic
   * @param proxies arranges proxies
   */
  public AtomicBeanChecks(AtomicAnnotations annotations, AtomicProxies proxies) {
    this.annotations = annotations;
    this.proxies = proxies;
  }

  @Override
  public void setApplicationContext(ApplicationContext own) {
    context = own;
  }

  /** Makes what beans that are made on other threads could not wait for. */
  @Override
  public void initialize(ListableBeanFactory beans) {
    beans.getBean(AtomicMethods.class);
  }

  /**
   * Checks all singletons, and the parent contexts.
   *
   * @throws dev.redisatomic.AtomicSetupException if an atomic method would run without the aspect
   */
  @Override
  public void afterSingletonsInstantiated() {
    ConfigurableListableBeanFactory own = beansOf(context);
    if (own == null) {
      return;
    }
    boolean any = false;
    for (String name : own.getSingletonNames()) {
      Object bean = own.getSingleton(name);
      if (bean != null) {
        proxies.arrange(name, bean);
        any |= annotations.anyIn(bean.getClass());
      }
    }
    checkSynthetic(own);
    if (any) {
      warnOfEarlyPostProcessors(own);
    }
    for (ApplicationContext parent = context == null ? null : context.getParent();
        parent != null;
        parent = parent.getParent()) {
      checkForeign(beansOf(parent), "the parent context");
    }
  }

  /** Post-processors are not asked about beans with synthetic definitions. */
  private void checkSynthetic(ConfigurableListableBeanFactory beans) {
    for (String name : beans.getBeanDefinitionNames()) {
      BeanDefinition definition = beans.getBeanDefinition(name);
      if (definition instanceof AbstractBeanDefinition known
          && known.isSynthetic()
          && !beans.containsSingleton(name)) {
        requireNone(
            name,
            beans.getType(name, false),
            "its definition is synthetic, so that Spring"
                + " makes no proxy for it. Declare it as an ordinary bean.");
      }
    }
  }

  /**
   * Warns of post-processors that Spring asks before its auto-proxy creator: they see beans without
   * their proxies.
   */
  private static void warnOfEarlyPostProcessors(ConfigurableListableBeanFactory beans) {
    if (!(beans instanceof AbstractBeanFactory factory)) {
      return;
    }
    List<String> early = new ArrayList<>();
    for (BeanPostProcessor processor : factory.getBeanPostProcessors()) {
      if (processor instanceof AbstractAutoProxyCreator) {
        break;
      }
      Class<?> type = processor.getClass();
      if (!type.getName().startsWith("org.springframework.")
          && !(processor instanceof PlainBeanPostProcessor)
          && overrides(type)) {
        early.add(type.getName());
      }
    }
    if (!early.isEmpty()) {
      log.warn(
          "Post-processors that come before Spring's auto-proxy creator get beans without their"
              + " proxies; if one of them keeps a bean and calls it, its methods are not atomic: "
              + String.join(", ", early));
    }
  }

  private static boolean overrides(Class<?> processor) {
    return ClassUtils.getMethod(
                processor, "postProcessAfterInitialization", Object.class, String.class)
            .getDeclaringClass()
        != BeanPostProcessor.class;
  }

  /**
   * Checks a child context when it has started.
   *
   * @throws dev.redisatomic.AtomicSetupException if it has atomic methods and nothing that makes
   *     them atomic
   */
  @Override
  public void onApplicationEvent(ContextRefreshedEvent event) {
    if (event.getApplicationContext() != context) {
      checkForeign(beansOf(event.getApplicationContext()), "a child context");
    }
  }

  private void checkForeign(@Nullable ConfigurableListableBeanFactory beans, String where) {
    if (beans == null || isOnItsOwn(beans)) {
      return;
    }
    Set<String> names = new LinkedHashSet<>(List.of(beans.getBeanDefinitionNames()));
    names.addAll(List.of(beans.getSingletonNames()));
    String reason =
        "it is in "
            + where
            + " of the one that makes methods atomic. Put @EnableRedisAtomic on a configuration of"
            + " that context as well.";
    for (String name : names) {
      Object bean = beans.containsSingleton(name) ? beans.getSingleton(name) : null;
      if (bean != null && !TestDoubles.isMock(bean)) {
        ProxyLayers.of(bean).types().forEach(type -> requireNone(name, type, reason));
      }
      if (bean == null || !(bean instanceof org.springframework.aop.SpringProxy)) {
        requireNone(name, beans.getType(name, false), reason);
      }
    }
  }

  private static boolean isOnItsOwn(ConfigurableListableBeanFactory beans) {
    return beans instanceof AbstractBeanFactory factory
        && factory.getBeanPostProcessors().stream()
            .anyMatch(AtomicBeanPostProcessor.class::isInstance);
  }

  private void requireNone(String name, @Nullable Class<?> type, String reasonAndAction) {
    if (type != null && annotations.anyIn(type)) {
      String method =
          annotations.atomicMethods(type).stream()
              .findFirst()
              .map(found -> AtomicAnnotations.nameOf(found, type))
              .orElse(type.getSimpleName());
      throw AtomicProxies.without(name, method, reasonAndAction);
    }
  }

  private static @Nullable ConfigurableListableBeanFactory beansOf(
      @Nullable ApplicationContext context) {
    return context instanceof ConfigurableApplicationContext configurable
        ? configurable.getBeanFactory()
        : null;
  }
}
