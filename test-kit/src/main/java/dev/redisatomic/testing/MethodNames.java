package dev.redisatomic.testing;

import dev.redisatomic.attribute.AtomicAnnotations;
import dev.redisatomic.config.AtomicMethodReports;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/** The atomic methods of an application by their names. */
final class MethodNames {

  private final ConfigurableListableBeanFactory beans;

  MethodNames(ConfigurableListableBeanFactory beans) {
    this.beans = beans;
  }

  /**
   * Finds a method.
   *
   * @throws IllegalArgumentException if there is none of that name, or more than one
   */
  MethodName find(String given) {
    MethodName name = new MethodName(given);
    Set<String> known = known();
    List<String> found = known.stream().filter(name::isOf).toList();
    if (found.isEmpty()) {
      throw new IllegalArgumentException(
          "There is no atomic method " + given + ". There are " + String.join("; ", known));
    }
    if (found.size() > 1) {
      throw new IllegalArgumentException(
          given + " is overloaded; name one of " + String.join("; ", found));
    }
    return name;
  }

  private Set<String> known() {
    AtomicMethodReports reports = beans.getBeanProvider(AtomicMethodReports.class).getIfAvailable();
    if (reports == null) {
      throw new IllegalStateException(
          "Nothing is atomic in this application context: redis.atomic.enabled is false, or neither"
              + " Boot's auto-configuration nor @EnableRedisAtomic is in force.");
    }
    Set<String> known = new TreeSet<>();
    reports.all(method -> Map.of()).forEach(report -> known.add(report.method()));
    addThoseNotMadeYet(known);
    return known;
  }

  /** Lazy beans and prototypes. */
  private void addThoseNotMadeYet(Set<String> known) {
    AtomicAnnotations annotations = beans.getBean(AtomicAnnotations.class);
    for (String bean : beans.getBeanDefinitionNames()) {
      Class<?> type =
          beans.containsSingleton(bean) ? null : AutoProxyUtils.determineTargetClass(beans, bean);
      if (type != null) {
        annotations
            .atomicMethods(type)
            .forEach(method -> known.add(AtomicAnnotations.nameOf(method, type)));
      }
    }
  }
}
