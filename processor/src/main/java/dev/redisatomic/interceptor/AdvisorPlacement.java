package dev.redisatomic.interceptor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.aop.Advisor;
import org.springframework.aop.framework.Advised;
import org.springframework.aop.framework.AdvisedSupport;
import org.springframework.core.Ordered;

/**
 * Puts the advisors of a proxy in their places: the outer one into the outermost proxy, at its
 * order, and the inner one last into the innermost. Post-processors such as that of
 * {@code @Retryable} add their advice in front of everything that is there.
 *
 * <p>An outer advisor further in stays: what passes both joins the attempt, and a listener may hold
 * the inner proxy.
 */
final class AdvisorPlacement {

  /** The advice of Spring Data's repositories that answers a call instead of passing it on. */
  private static final Set<String> ANSWERING =
      Set.of(
          "org.springframework.data.projection.DefaultMethodInvokingMethodInterceptor",
          "org.springframework.data.repository.core.support.QueryExecutorMethodInterceptor",
          "org.springframework.data.repository.core.support.RepositoryFactorySupport"
              + "$ImplementationMethodExecutionInterceptor");

  private final AtomicAdvice advice;

  AdvisorPlacement(AtomicAdvice advice) {
    this.advice = advice;
  }

  /** Moves what is not in its place; leaves frozen proxies alone. */
  void place(ProxyLayers proxies) {
    Advised outermost = proxies.outermost();
    if (!outermost.isFrozen() && !hasOuter(outermost)) {
      put(outermost, advice.outer(proxies.targetClass()));
    }
    Advised innermost = proxies.innermost();
    if (!innermost.isFrozen() && !hasInner(innermost)) {
      put(innermost, advice.inner(proxies.targetClass()));
    }
  }

  boolean isInPlace(ProxyLayers proxies) {
    return hasOuter(proxies.outermost()) && hasInner(proxies.innermost());
  }

  private boolean hasOuter(Advised proxy) {
    return isOnlyAt(proxy, true, outerPosition(others(proxy, true), proxy));
  }

  private boolean hasInner(Advised proxy) {
    return isOnlyAt(proxy, false, innerPosition(others(proxy, false), proxy));
  }

  private static boolean isOnlyAt(Advised proxy, boolean outer, int position) {
    Advisor[] advisors = proxy.getAdvisors();
    return Stream.of(advisors).filter(advisor -> isOurs(advisor, outer)).count() == 1
        && isOurs(advisors[position], outer);
  }

  private void put(Advised proxy, AtomicAdvisor ours) {
    for (Advisor advisor : proxy.getAdvisors()) {
      if (isOurs(advisor, ours.isOuter())) {
        proxy.removeAdvisor(advisor);
      }
    }
    List<Advisor> others = List.of(proxy.getAdvisors());
    proxy.addAdvisor(
        ours.isOuter() ? outerPosition(others, proxy) : innerPosition(others, proxy), ours);
  }

  private static List<Advisor> others(Advised proxy, boolean outer) {
    List<Advisor> others = new ArrayList<>(Arrays.asList(proxy.getAdvisors()));
    others.removeIf(advisor -> isOurs(advisor, outer));
    return others;
  }

  private static boolean isOurs(Advisor advisor, boolean outer) {
    return advisor instanceof AtomicAdvisor ours && ours.isOuter() == outer;
  }

  private int outerPosition(List<Advisor> others, Advised proxy) {
    int last = innerPosition(others, proxy);
    int position = 0;
    while (position < last && orderOf(others.get(position)) < advice.order()) {
      position++;
    }
    return position;
  }

  private static int orderOf(Advisor advisor) {
    return advisor instanceof Ordered ordered ? ordered.getOrder() : Ordered.LOWEST_PRECEDENCE;
  }

  /** The end, or before the first advice that is known not to pass the call on. */
  private static int innerPosition(List<Advisor> others, Advised proxy) {
    for (int i = 0; i < others.size(); i++) {
      if (ANSWERING.contains(others.get(i).getAdvice().getClass().getName())) {
        return i;
      }
    }
    // without a target it is the last advice that does the work
    boolean withoutTarget = proxy.getTargetSource() == AdvisedSupport.EMPTY_TARGET_SOURCE;
    return withoutTarget && !others.isEmpty() ? others.size() - 1 : others.size();
  }
}
