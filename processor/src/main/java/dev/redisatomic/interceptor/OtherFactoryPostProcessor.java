package dev.redisatomic.interceptor;

import dev.redisatomic.execution.RunningMethod;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.Advisor;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.NameMatchMethodPointcutAdvisor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.Ordered;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.util.ReflectionUtils;

/**
 * Warns, once per method, when a body uses a connection factory that its atomic method does not run
 * on: those commands run at once and are no part of the method. Leaves the factory alone where
 * there is only one.
 */
public final class OtherFactoryPostProcessor implements BeanPostProcessor, Ordered {

  private static final Log log = LogFactory.getLog(OtherFactoryPostProcessor.class);

  private final ConfigurableListableBeanFactory beans;
  private final Set<String> reported = ConcurrentHashMap.newKeySet();

  /**
   * A post-processor of connection factories.
   *
   * @param beans the application's
   */
  public OtherFactoryPostProcessor(ConfigurableListableBeanFactory beans) {
    this.beans = beans;
  }

  /** Comes after {@link ClusterConnectionPostProcessor}, whose proxies it takes. */
  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    if (!(bean instanceof RedisConnectionFactory) || factoryNames().length < 2) {
      return bean;
    }
    NameMatchMethodPointcutAdvisor advisor =
        new NameMatchMethodPointcutAdvisor(
            (MethodInterceptor) invocation -> proceed(invocation, beanName));
    advisor.setMappedNames("getConnection", "getClusterConnection");
    return bean instanceof Advised advised ? advised(bean, advised, advisor) : proxy(bean, advisor);
  }

  private static Object advised(Object bean, Advised advised, Advisor advisor) {
    if (!advised.isFrozen()) {
      advised.addAdvisor(0, advisor);
    }
    return bean;
  }

  private static Object proxy(Object bean, Advisor advisor) {
    if (!canBeProxied(bean.getClass())) {
      return bean;
    }
    ProxyFactory proxy = new ProxyFactory(bean);
    proxy.setProxyTargetClass(true);
    proxy.addAdvisor(advisor);
    return proxy.getProxy(bean.getClass().getClassLoader());
  }

  /** A final method would run on the proxy itself, whose fields are empty. */
  private static boolean canBeProxied(Class<?> type) {
    return !Modifier.isFinal(type.getModifiers())
        && Stream.of(ReflectionUtils.getAllDeclaredMethods(type))
            .noneMatch(OtherFactoryPostProcessor::runsOnTheProxy);
  }

  private static boolean runsOnTheProxy(Method method) {
    int modifiers = method.getModifiers();
    return method.getDeclaringClass() != Object.class
        && Modifier.isFinal(modifiers)
        && !Modifier.isPrivate(modifiers)
        && !Modifier.isStatic(modifiers);
  }

  private String[] factoryNames() {
    return beans.getBeanNamesForType(RedisConnectionFactory.class, true, false);
  }

  private @Nullable Object proceed(MethodInvocation invocation, String beanName) throws Throwable {
    String method = RunningMethod.name();
    if (method != null
        && !isBound(((ProxyMethodInvocation) invocation).getProxy())
        && reported.add(beanName + ' ' + method)) {
      String own = ownNames();
      log.warn(
          method
              + " runs on the connection factory "
              + own
              + ", but its body used '"
              + beanName
              + "'. What is done there is no part of the atomic method: it runs at once and"
              + " unguarded, again in every attempt, and is not taken back. Use a template on "
              + own
              + ", or do it outside, or in AtomicContext.current().afterCommit(…). This is said"
              + " once per method.");
    }
    return invocation.proceed();
  }

  private static boolean isBound(@Nullable Object factory) {
    return factory != null && TransactionSynchronizationManager.hasResource(factory);
  }

  private String ownNames() {
    return Stream.of(factoryNames())
        .filter(name -> isBound(beans.getSingleton(name)))
        .collect(Collectors.joining("', '", "'", "'"));
  }
}
