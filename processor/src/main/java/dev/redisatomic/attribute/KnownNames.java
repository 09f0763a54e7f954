package dev.redisatomic.attribute;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.expression.BeanResolver;

/** What the key templates of one method may name: its parameters, and the application's beans. */
final class KnownNames {

  private static final Set<String> ROOTS = Set.of("root", "this");

  private final List<String> parameters;
  private final int count;
  private final @Nullable BeanFactory beans;

  private KnownNames(List<String> parameters, int count, @Nullable BeanFactory beans) {
    this.parameters = parameters;
    this.count = count;
    this.beans = beans;
  }

  static KnownNames of(Method method, @Nullable BeanFactory beans) {
    String[] names = TemplateInput.NAMES.getParameterNames(method);
    return new KnownNames(
        names == null ? List.of() : Arrays.asList(names), method.getParameterCount(), beans);
  }

  /** For messages. */
  String parameter(int index) {
    return parameters.isEmpty() ? "#" + index : "'" + parameters.get(index) + "'";
  }

  boolean isParameter(String name) {
    return parameters.contains(name);
  }

  /** Whether an expression may use a variable of this name. */
  boolean isVariable(String name) {
    return ROOTS.contains(name) || isParameter(name) || isPosition(name);
  }

  private boolean isPosition(String name) {
    return name.matches("[ap]\\d{1,3}") && Integer.parseInt(name.substring(1)) < count;
  }

  boolean isBean(String name) {
    return beans != null && beans.containsBean(name);
  }

  @Nullable BeanResolver beans() {
    return beans == null ? null : new BeanFactoryResolver(beans);
  }
}
