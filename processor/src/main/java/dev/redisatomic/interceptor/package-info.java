/**
 * The aspect: puts the executor around the methods of beans. The only package that sees AOP. Start
 * with {@code AtomicMethodInterceptor}.
 *
 * <p>Spring's own auto-proxy creator finds the two {@code AtomicAdvisor} beans and makes the proxy,
 * before anybody else gets the bean. {@code PlainBeanPostProcessor} comes before it and sees the
 * bean itself; {@code EarlyReferencePostProcessor} follows it; {@code AtomicBeanPostProcessor} is
 * last, lets {@code AdvisorPlacement} order the advice and {@code ProxyChecks} refuse what cannot
 * be right. {@code AtomicBeanChecks} looks for what none of them has seen.
 */
@NullMarked
package dev.redisatomic.interceptor;

import org.jspecify.annotations.NullMarked;
