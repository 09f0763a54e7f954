package dev.redisatomic.checks;

import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import javax.annotation.processing.ProcessingEnvironment;

/**
 * Finds the compiler's own environment in the ones that build tools put around it, as Gradle and
 * IntelliJ IDEA do. The trees of bodies are given out for that one alone.
 */
final class CompilerEnvironment {

  private CompilerEnvironment() {}

  /** The innermost environment, or the same if nothing is known to be around it. */
  static ProcessingEnvironment unwrap(ProcessingEnvironment environment) {
    ProcessingEnvironment inner =
        Proxy.isProxyClass(environment.getClass()) ? ofIdea(environment) : ofGradle(environment);
    return inner == environment ? environment : unwrap(inner);
  }

  /** IDEA has a method for processors that need it. */
  private static ProcessingEnvironment ofIdea(ProcessingEnvironment environment) {
    try {
      Class<?> wrappers =
          environment.getClass().getClassLoader().loadClass("org.jetbrains.jps.javac.APIWrappers");
      Method unwrap = wrappers.getDeclaredMethod("unwrap", Class.class, Object.class);
      return unwrap.invoke(null, ProcessingEnvironment.class, environment)
              instanceof ProcessingEnvironment inner
          ? inner
          : environment;
    } catch (ReflectiveOperationException | LinkageError e) {
      return environment;
    }
  }

  private static ProcessingEnvironment ofGradle(ProcessingEnvironment environment) {
    if (environment.getClass().getName().startsWith("com.sun.")) {
      return environment;
    }
    try {
      Field delegate = environment.getClass().getDeclaredField("delegate");
      delegate.setAccessible(true);
      return delegate.get(environment) instanceof ProcessingEnvironment inner ? inner : environment;
    } catch (ReflectiveOperationException | RuntimeException e) {
      return environment;
    }
  }
}
