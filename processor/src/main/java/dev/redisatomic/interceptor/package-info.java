/**
 * The aspect: puts the executor around the methods of beans. The only package that sees AOP. Start
 * with {@code AtomicMethodInterceptor}; {@code AtomicBeanPostProcessor} decides where it goes.
 */
@NullMarked
package dev.redisatomic.interceptor;

import org.jspecify.annotations.NullMarked;
