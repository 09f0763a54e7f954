package dev.redisatomic.interceptor;

import java.util.function.IntSupplier;
import org.aopalliance.aop.Advice;
import org.springframework.aop.Pointcut;
import org.springframework.aop.PointcutAdvisor;
import org.springframework.core.Ordered;

/** One of the two advisors of atomic methods; Spring's own auto-proxy creator finds both. */
public final class AtomicAdvisor implements PointcutAdvisor, Ordered {

  private final boolean outer;
  private final Pointcut pointcut;
  private final Advice advice;
  private final IntSupplier order;

  AtomicAdvisor(boolean outer, Pointcut pointcut, Advice advice, IntSupplier order) {
    this.outer = outer;
    this.pointcut = pointcut;
    this.advice = advice;
    this.order = order;
  }

  boolean isOuter() {
    return outer;
  }

  @Override
  public Pointcut getPointcut() {
    return pointcut;
  }

  @Override
  public Advice getAdvice() {
    return advice;
  }

  @Override
  public int getOrder() {
    return order.getAsInt();
  }
}
