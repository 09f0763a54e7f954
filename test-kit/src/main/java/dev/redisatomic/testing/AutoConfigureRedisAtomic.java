package dev.redisatomic.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;

/**
 * Adds {@link Interference} and {@link AtomicCalls} to the application context of a test, as beans
 * and as parameters of test methods.
 *
 * <pre>{@code
 * @SpringBootTest
 * @AutoConfigureRedisAtomic
 * class BankServiceTests {
 *   @Autowired BankService bank;
 *
 *   @Test
 *   void aTransferIsTriedAgain(Interference interference, AtomicCalls calls) { … }
 * }
 * }</pre>
 *
 * <p>Works with {@code @SpringBootTest}, with Boot's test slices, where it also adds the
 * auto-configuration of Redis and of this library, and without Boot on a test of
 * {@code @SpringJUnitConfig} whose configuration has {@code @EnableRedisAtomic}. Test classes take
 * turns where JUnit runs them in parallel; the methods of one class must not run at the same time.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration
@ExtendWith(AtomicTestExtension.class)
@ResourceLock("dev.redisatomic.testing")
public @interface AutoConfigureRedisAtomic {

  /**
   * Whether texts about calls, as in failures of assertions, leave values and messages of
   * exceptions out, and show names of commands and keys only.
   *
   * @return {@code false} unless set
   */
  boolean hideValues() default false;
}
