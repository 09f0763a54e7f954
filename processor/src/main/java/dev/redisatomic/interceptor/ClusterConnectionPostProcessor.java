package dev.redisatomic.interceptor;

import java.lang.reflect.Modifier;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.framework.ProxyFactory;
import org.springframework.aop.support.NameMatchMethodPointcutAdvisor;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.data.redis.connection.RedisConnectionFactory;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Refuses the operations on nodes of a cluster ({@code opsForCluster()}) inside atomic methods.
 * They do not use the connection that is bound to the thread, as everything else does, but take one
 * of their own from the factory: only there can they be stopped.
 */
public final class ClusterConnectionPostProcessor implements BeanPostProcessor, Ordered {

  private static final String METHOD = "getClusterConnection";

  private final Predicate<RedisConnectionFactory> isCluster;
  private final BooleanSupplier insideAnAtomicMethod;

  /**
   * A post-processor of connection factories.
   *
   * @param isCluster which of them lead to a cluster
   * @param insideAnAtomicMethod whether the current thread is inside one
   */
  public ClusterConnectionPostProcessor(
      Predicate<RedisConnectionFactory> isCluster, BooleanSupplier insideAnAtomicMethod) {
    this.isCluster = isCluster;
    this.insideAnAtomicMethod = insideAnAtomicMethod;
  }

  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE - 1;
  }

  @Override
  public Object postProcessAfterInitialization(Object bean, String beanName) {
    if (!(bean instanceof RedisConnectionFactory factory)
        || !isCluster.test(factory)
        || Modifier.isFinal(bean.getClass().getModifiers())) {
      return bean;
    }
    NameMatchMethodPointcutAdvisor advisor =
        new NameMatchMethodPointcutAdvisor((MethodInterceptor) this::refuseInside);
    advisor.setMappedName(METHOD);
    ProxyFactory proxy = new ProxyFactory(bean);
    proxy.setProxyTargetClass(true);
    proxy.addAdvisor(advisor);
    return proxy.getProxy(bean.getClass().getClassLoader());
  }

  private @Nullable Object refuseInside(MethodInvocation invocation) throws Throwable {
    Object factory = ((ProxyMethodInvocation) invocation).getProxy();
    if (insideAnAtomicMethod.getAsBoolean()
        && TransactionSynchronizationManager.hasResource(factory)) {
      throw new InvalidDataAccessApiUsageException(
          "Operations on nodes of the cluster, opsForCluster() and getClusterConnection(), are not"
              + " available inside an atomic method: they run at once, on connections that it knows"
              + " nothing of. Call them outside, or in AtomicContext.current().afterCommit(…).");
    }
    return invocation.proceed();
  }
}
