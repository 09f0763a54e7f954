package dev.redisatomic.interceptor;

import java.lang.reflect.Method;
import java.util.function.BiPredicate;
import org.springframework.aop.ClassFilter;
import org.springframework.aop.support.StaticMethodMatcherPointcut;

/**
 * Matches the methods that the interceptor will find to be atomic: both ask the same annotations.
 * It never throws, because Spring also asks it ahead of time.
 */
final class AtomicPointcut extends StaticMethodMatcherPointcut {

  private final BiPredicate<Method, Class<?>> methods;

  AtomicPointcut(BiPredicate<Method, Class<?>> methods, ClassFilter types) {
    this.methods = methods;
    setClassFilter(types);
  }

  @Override
  public boolean matches(Method method, Class<?> targetClass) {
    return methods.test(method, targetClass);
  }
}
