package dev.redisatomic.attribute;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.springframework.context.expression.MethodBasedEvaluationContext;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.expression.BeanResolver;
import org.springframework.expression.EvaluationContext;

/** The call that templates are filled from; one for all keys of the call. */
final class TemplateInput {

  static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

  private final Method method;
  private final @Nullable Object[] arguments;
  private @Nullable EvaluationContext context;

  TemplateInput(Method method, @Nullable Object[] arguments) {
    this.method = method;
    this.arguments = arguments;
  }

  @Nullable Object argument(int parameter) {
    return arguments[parameter];
  }

  @Nullable Object[] arguments() {
    return arguments;
  }

  /**
   * Makes the context of expressions when the first one needs it. Its variables are the arguments.
   *
   * @param beans finds beans by name; the same for all templates of a method
   */
  EvaluationContext context(@Nullable BeanResolver beans) {
    if (context == null) {
      MethodBasedEvaluationContext made =
          new MethodBasedEvaluationContext(arguments, method, arguments, NAMES);
      if (beans != null) {
        made.setBeanResolver(beans);
      }
      context = made;
    }
    return context;
  }
}
