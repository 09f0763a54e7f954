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
 *       the method as a variable, as in {@code #{#order.id}}; it can refer to beans, as in {@code
 *       #{@tenant.name}};
 *   <li>{@code ${…}} is a placeholder, resolved at start-up;
 *   <li>everything else is literal; therefore <code>{{}}</code> is the argument inside a cluster
 *       hash tag.
 * </ul>
 *
 * <p>No value: the argument is the key. A {@code byte[]} is used as it is; an array, a {@link
 * java.util.Collection} or the keys of a {@link java.util.Map} give one key per element, each put
 * through the template; an {@link java.util.Optional} gives its value. The text of characters,
 * numbers, booleans, enums, {@link java.util.UUID}, {@link java.net.URI}, {@link
 * java.nio.file.Path}, {@code java.time}, and of types of the application that override {@code
 * toString()}, is encoded as UTF-8. An empty collection or optional adds no key. The same holds for
 * the values of expressions. Everything else is refused, because it would silently be another key:
 * use an expression that takes a part of it.
 *
 * <p>Checked at start-up, with the class, method and parameter in the message: the method must be
 * atomic, the template must parse, use its argument or an expression, and name only parameters and
 * beans that exist, all placeholders must be resolved, and the declared type must be one that keys
 * are made of. A parameter that is named as in other libraries, {@code {id}}, {@code #id} or {@code
 * #{id}}, is an error. Checked at each call, before anything is sent: an argument, an element or
 * the value of an expression that is null, or of a type that no keys are made of, and an empty hash
 * tag <code>{{}}</code> are an {@link IllegalArgumentException}.
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
