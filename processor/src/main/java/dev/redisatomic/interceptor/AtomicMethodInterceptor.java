package dev.redisatomic.interceptor;

import dev.redisatomic.attribute.AtomicMethodChecks;
import dev.redisatomic.connection.Key;
import dev.redisatomic.execution.AtomicExecutor;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.dao.InvalidDataAccessApiUsageException;

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
            method.step(),
            keys,
            method
                .keyCheck()
                .around(keys, () -> finished(freshCopy(invocation).proceed(), method)));
  }

  /** Without a target, it is one of the interfaces of the proxy that has the annotation. */
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

  /** A future that has failed is what an asynchronous method has for an exception. */
  private static @Nullable Object finished(@Nullable Object result, AtomicMethod method)
      throws Throwable {
    if (result != null && AtomicMethodChecks.isUnfinished(result)) {
      throw new InvalidDataAccessApiUsageException(
          method.attribute().name()
              + " returned a "
              + result.getClass().getName()
              + " that stands for work that is not finished, and that would go on outside of the"
              + " atomic method. Nothing was applied. Return the finished value; with @Async,"
              + " CompletableFuture.completedFuture(value).");
    }
    if (result instanceof Future<?> future) {
      try {
        future.get();
      } catch (ExecutionException e) {
        throw e.getCause() == null ? e : e.getCause();
      }
    }
    return result;
  }
}
