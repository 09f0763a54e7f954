package dev.redisatomic.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Declares that a parameter of an atomic method names one or more keys to watch.
 *
 * <pre>{@code
 * @RedisAtomic
 * public boolean transfer(@Watched("account:{}:balance") String from,
 *                         @Watched("account:{}:balance") String to, long amount)
 *
 * @RedisAtomic
 * public void reserve(@Watched("stock:#{productId}") List<OrderLine> lines)
 * }</pre>
 *
 * <p>The value is a key template, parsed once per method:
 *
 * <ul>
 *   <li>{@code {}} stands for the argument;
 *   <li>{@code #{…}} is a Spring expression with the argument as its root and every parameter of
 *       the method as a variable, as in {@code #{#order.id}};
 *   <li>everything else is literal; therefore <code>{{}}</code> is the argument inside a cluster
 *       hash tag.
 * </ul>
 *
 * <p>No value: the argument is the key. A {@code byte[]} is used as it is; an array, an {@link
 * Iterable} or the keys of a {@link java.util.Map} give one key per element, each put through the
 * template; everything else is turned into text with {@link String#valueOf(Object)} and encoded as
 * UTF-8. An empty collection adds no key.
 *
 * <p>Checked at start-up, with the class, method and parameter in the message: the method must be
 * atomic, the template must parse, use its argument or an expression, and name only parameters that
 * exist. Checked at each call, before anything is sent: a null argument or element is an {@link
 * IllegalArgumentException}.
 *
 * <p>The annotation is inherited from the interface or superclass method that declares it.
 *
 * @see <a href="https://redis.io/docs/latest/commands/watch/">WATCH</a>
 */
@Target({ElementType.PARAMETER, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface Watched {

  /**
   * The key template.
   *
   * @return the template; empty (the default): the argument is the key
   */
  String value() default "";
}
