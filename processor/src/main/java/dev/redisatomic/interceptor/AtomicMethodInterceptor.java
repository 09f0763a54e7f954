package dev.redisatomic.interceptor;

import dev.redisatomic.connection.Key;
import dev.redisatomic.execution.AtomicExecutor;
import java.util.List;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.support.AopUtils;

/** Translates the call of an atomic method into the executor's terms; nothing else. */
final class AtomicMethodInterceptor implements MethodInterceptor {

  private final AtomicMethods methods;
  private final AtomicExecutor executor;

  AtomicMethodInterceptor(AtomicMethods methods, AtomicExecutor executor) {
    this.methods = methods;
    this.executor = executor;
  }

  @Override
  public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
    Object target = invocation.getThis();
    Class<?> targetClass =
        target == null
            ? invocation.getMethod().getDeclaringClass()
            : AopUtils.getTargetClass(target);
    AtomicMethod method = methods.get(invocation.getMethod(), targetClass);
    List<Key> keys = method.keysOf(invocation.getArguments());
    return executor.execute(
        method.step(), keys, method.keyCheck().around(keys, () -> freshCopy(invocation).proceed()));
  }

  /** An invocation can proceed once: a second time it would skip the advice inside this one. */
  private static MethodInvocation freshCopy(MethodInvocation invocation) {
    return invocation instanceof ProxyMethodInvocation proxied
        ? proxied.invocableClone()
        : invocation;
  }
}
