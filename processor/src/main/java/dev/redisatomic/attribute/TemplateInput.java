package dev.redisatomic.attribute;

import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;
import org.springframework.context.expression.MethodBasedEvaluationContext;
import org.springframework.core.DefaultParameterNameDiscoverer;
import org.springframework.core.ParameterNameDiscoverer;
import org.springframework.expression.EvaluationContext;

/** What a template is filled with. */
final class TemplateInput {

  static final ParameterNameDiscoverer NAMES = new DefaultParameterNameDiscoverer();

  private final @Nullable Object argument;
  private final Method method;
  private final @Nullable Object[] arguments;

  /**
   * For one argument of a call.
   *
   * @param argument the argument, or one element of it
   * @param method the method
   * @param arguments all arguments
   */
  TemplateInput(@Nullable Object argument, Method method, @Nullable Object[] arguments) {
    this.argument = argument;
    this.method = method;
    this.arguments = arguments;
  }

  @Nullable Object argument() {
    return argument;
  }

  @SuppressWarnings("NullAway") // Spring's root object may be null, though it is not marked so
  EvaluationContext context() {
    return new MethodBasedEvaluationContext(argument, method, arguments, NAMES);
  }
}
