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

  /** Fewer for a class to which the client mode makes no difference. */
  ClientMode[] modes() default {
    ClientMode.REDIS_CLIENT, ClientMode.LEGACY_JEDIS, ClientMode.LETTUCE
  };
}
