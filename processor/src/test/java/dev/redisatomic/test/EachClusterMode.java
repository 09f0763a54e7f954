package dev.redisatomic.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

/** Runs a test class on the shared cluster, once per client mode, with a {@link ClusterSetup}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ParameterizedClass(name = "[{0}]")
@ArgumentsSource(ClusterSetups.class)
public @interface EachClusterMode {

  /** Not for a class to which the mode of a client makes no difference: one of each client. */
  boolean everyMode() default true;

  /** For a class that is about certain modes: these alone. */
  ClientMode[] modes() default {};
}
