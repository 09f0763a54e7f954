package dev.redisatomic.interceptor;

import dev.redisatomic.command.Key;
import dev.redisatomic.execution.AtomicExecutor;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.framework.AopProxyUtils;

/** Translates the call of an atomic method into the executor's terms; nothing else. */
final class AtomicMethodInterceptor implements MethodInterceptor {

  private final Supplier<AtomicMethods> methods;
  private final Supplier<AtomicExecutor> executor;

  AtomicMethodInterceptor(Supplier<AtomicMethods> methods, Supplier<AtomicExecutor> executor) {
    this.methods = methods;
    this.executor = executor;
  }

  @Override
  public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
    AtomicMethod method = methods.get().get(invocation.getMethod(), targetClass(invocation));
    List<Key> keys = method.keysOf(invocation.getArguments());
    return executor
        .get()
        .execute(
            method.definition(),
            keys,
            method.keyCheck().around(keys, () -> freshCopy(invocation).proceed()));
  }

  /**
   * The class of the target; if there is no target, the interface of the proxy that has the
   * annotation.
   */
  private Class<?> targetClass(MethodInvocation invocation) {
    Object target = invocation.getThis();
    if (target != null) {
      return AopProxyUtils.ultimateTargetClass(target);
    }
    Method called = invocation.getMethod();
    Class<?> declaring = called.getDeclaringClass();
    return invocation instanceof ProxyMethodInvocation proxied
        ? Stream.concat(
                Stream.of(declaring), Stream.of(proxied.getProxy().getClass().getInterfaces()))
            .filter(declaring::isAssignableFrom)
            .filter(type -> methods.get().find(called, type) != null)
            .findFirst()
            .orElse(declaring)
        : declaring;
  }

  /** An invocation can proceed once: a second time it would skip the advice inside this one. */
  private static MethodInvocation freshCopy(MethodInvocation invocation) {
    return invocation instanceof ProxyMethodInvocation proxied
        ? proxied.invocableClone()
        : invocation;
  }
}
