package dev.redisatomic.interceptor;

import java.lang.reflect.Method;
import org.springframework.aop.support.StaticMethodMatcherPointcut;

/** Matches the methods that the interceptor will find to be atomic: both ask the same source. */
final class AtomicPointcut extends StaticMethodMatcherPointcut {

  private final AtomicMethods methods;

  AtomicPointcut(AtomicMethods methods) {
    this.methods = methods;
  }

  @Override
  public boolean matches(Method method, Class<?> targetClass) {
    return methods.isAtomic(method, targetClass);
  }
}
