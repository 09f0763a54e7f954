package dev.redisatomic.interceptor;

import dev.redisatomic.attribute.AtomicAnnotations;
import dev.redisatomic.attribute.AtomicMethodChecks;
import dev.redisatomic.execution.AtomicExecutor;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.dao.InvalidDataAccessApiUsageException;

/**
 * Stands next to the body, inside of all other advice: takes back what a body recorded before it
 * threw, and refuses results that are not finished, before anything commits.
 */
final class AtomicBodyInterceptor implements MethodInterceptor {

  private final Supplier<AtomicExecutor> executor;

  AtomicBodyInterceptor(Supplier<AtomicExecutor> executor) {
    this.executor = executor;
  }

  @Override
  public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
    return executor.get().undoneOnFailure(() -> finished(invocation.proceed(), invocation));
  }

  /** A future that has failed is what an asynchronous method has for an exception. */
  private static @Nullable Object finished(@Nullable Object result, MethodInvocation invocation)
      throws Throwable {
    if (result != null && AtomicMethodChecks.isUnfinished(result)) {
      throw new InvalidDataAccessApiUsageException(
          nameOf(invocation)
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

  private static String nameOf(MethodInvocation invocation) {
    Object target = invocation.getThis();
    return AtomicAnnotations.nameOf(
        invocation.getMethod(),
        target == null
            ? invocation.getMethod().getDeclaringClass()
            : AopProxyUtils.ultimateTargetClass(target));
  }
}
