package dev.redisatomic.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * Runs a test class once per server and client mode, with a {@link RedisSetup} given to its
 * constructor, because servers and drivers differ where it hurts.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ParameterizedClass(name = "[{0}]")
@ArgumentsSource(RedisSetups.class)
public @interface EachServer {

  /** Fewer for a class to which the client mode makes no difference. */
  ClientMode[] modes() default {
    ClientMode.REDIS_CLIENT, ClientMode.LEGACY_JEDIS, ClientMode.LETTUCE
  };
}
