package dev.redisatomic.attribute;

import dev.redisatomic.rules.TemplateNames;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.context.expression.BeanFactoryResolver;
import org.springframework.expression.BeanResolver;

/**
 * The names that key templates of one method may use: its parameters, and the application's beans.
 *
 * @param template the names
 * @param beans finds the beans for expressions; {@code null}: there are none
 */
record KnownNames(TemplateNames template, @Nullable BeanResolver beans) {

  static KnownNames of(Method method, @Nullable BeanFactory beans) {
    return new KnownNames(
        new TemplateNames(
            namesOf(method),
            method.getParameterCount(),
            name -> beans != null && beans.containsBean(name)),
        beans == null ? null : new BeanFactoryResolver(beans));
  }

  /** The names of the parameters, empty if they are not known. */
  static List<String> namesOf(Method method) {
    String[] names = TemplateInput.NAMES.getParameterNames(method);
    return names == null ? List.of() : List.of(names);
  }

  /** The name of a parameter, for messages. */
  String parameter(int index) {
    return template.parameter(index);
  }
}
