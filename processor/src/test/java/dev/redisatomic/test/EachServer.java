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
 * Runs a test class once per server and client, with a {@link RedisSetup} given to its constructor,
 * because servers and drivers differ where it hurts.
 *
 * <p>A client with several modes takes part in the first one of them. With {@code
 * -Dredisatomic.test.matrix=full} every class runs in every mode that it does not leave out.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
@ParameterizedClass(name = "[{0}]")
@ArgumentsSource(RedisSetups.class)
public @interface EachServer {

  /** For a class to which the mode of a client makes a difference: all of them, always. */
  boolean everyMode() default false;

  /** For a class that is about certain modes: these, always. */
  ClientMode[] modes() default {};
}
