package dev.redisatomic.testing;

import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;
import org.springframework.beans.factory.annotation.ParameterResolutionDelegate;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** Begins and ends tests with {@link AutoConfigureRedisAtomic}, and resolves their parameters. */
final class AtomicTestExtension
    implements BeforeEachCallback, AfterEachCallback, ParameterResolver {

  private static final Set<Class<?>> PARAMETERS = Set.of(Interference.class, AtomicCalls.class);

  AtomicTestExtension() {}

  @Override
  public void beforeEach(ExtensionContext context) {
    ApplicationContext application = SpringExtension.getApplicationContext(context);
    application.getBean(Interference.class).reset();
    application.getBean(AtomicCalls.class).reset();
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Interference interference =
        SpringExtension.getApplicationContext(context).getBean(Interference.class);
    if (context
        .getExecutionException()
        .filter(TestAbortedException.class::isInstance)
        .isPresent()) {
      interference.reset();
    } else {
      interference.verify();
    }
  }

  /** Leaves constructors, and what is {@code @Autowired}, to Spring's own extension. */
  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Executable owner = parameter.getDeclaringExecutable();
    return owner instanceof Method
        && PARAMETERS.contains(parameter.getParameter().getType())
        && !ParameterResolutionDelegate.isAutowirable(
            parameter.getParameter(), parameter.getIndex());
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return SpringExtension.getApplicationContext(context)
        .getBean(parameter.getParameter().getType());
  }
}
