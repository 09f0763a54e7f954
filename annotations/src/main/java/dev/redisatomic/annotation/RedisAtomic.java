package dev.redisatomic.annotation;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Makes a method of a Spring bean an atomic, isolated step on Redis.
 *
 * <pre>{@code
 * @RedisAtomic
 * public boolean transfer(@Watched("account:{}:balance") String from,
 *                         @Watched("account:{}:balance") String to, long amount) {
 *   long balance = Long.parseLong(redis.opsForValue().get("account:" + from + ":balance"));
 *   if (balance < amount) {
 *     return false;
 *   }
 *   redis.opsForValue().decrement("account:" + from + ":balance", amount);
 *   redis.opsForValue().increment("account:" + to + ":balance", amount);
 *   return true;
 * }
 * }</pre>
 *
 * <p>Reads in the body run at once and are guarded; writes are recorded and leave together in one
 * {@code MULTI … EXEC} when the method returns. Reads see them: Redis answers from private copies
 * of the keys, on which the writes are tried. A write whose missing result would look like an
 * answer (pops, {@code SETNX}, {@code DEL} …) has its {@link #results() result} at once, the others
 * return {@code null} unless their results are asked for. If a watched key changed in the meantime,
 * nothing is applied and the body runs again. A body that throws writes nothing.
 *
 * <p>On a type, the annotation applies to every method that can be called through the bean's proxy;
 * one on the method wins over one on the type, one on the class over one on the interface. It can
 * be used as a meta-annotation. A call from within the same object does not pass the proxy and is
 * not atomic by itself.
 *
 * <p>A method that no proxy of its bean can cover stops the start of the application, or the making
 * of a lazy bean; the message names both. Of final methods that an annotated type has beside
 * others, a warning tells. A result that stands for unfinished work, such as a stream or a {@code
 * Publisher}, is refused. With Spring's {@code @Async} on the method or class, switched on so that
 * its advice is outside, a {@code Future} may be returned: if it is not complete when the body
 * returns, the call fails with an {@code InvalidDataAccessApiUsageException} and nothing is
 * applied; if it has failed, that counts as an exception of the body.
 *
 * @see Watched
 * @see <a href="https://redis.io/docs/latest/develop/using-commands/transactions/">Transactions</a>
 */
@Target({ElementType.METHOD, ElementType.TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Inherited
@Documented
public @interface RedisAtomic {

  /**
   * Key templates to watch in addition to those of {@link Watched} parameters, such as {@code
   * "stats:total"} or {@code "cart:#{#user.id}"}. The same rules as in {@link Watched#value()},
   * except that there is no argument: {@code {}} is refused at start-up, and an expression has the
   * array of arguments as its root.
   *
   * @return the templates; default: none
   */
  String[] keys() default {};

  /**
   * Whether every key that the body reads joins the watch set. With {@code false} only declared
   * keys guard the commit, and other reads may be stale when it happens. Can also be switched off
   * for all methods with {@code redis.atomic.watch-reads=false}.
   *
   * @return {@code true} (the default) to guard all reads
   */
  boolean watchReads() default true;

  /**
   * The writes of the body that have their results at once. {@link Results#NONE} makes all writes
   * blind: they return {@code null}, or what the template makes of it, cost no read and cannot
   * conflict. On a nested call, what the inner method says counts for the writes of its body.
   *
   * @return {@link Results#DEFAULT} by default: the property {@code redis.atomic.results} decides,
   *     which is {@code needed} unless set; {@link Results#ALL} stops start-up if {@code
   *     redis.atomic.read-own-writes} is {@code false}
   */
  Results results() default Results.DEFAULT;

  /**
   * Whether all writes are tried on private copies of their keys before the commit, in one more
   * round trip. One that fails there makes the call fail with nothing applied, whereas Redis does
   * not roll back a transaction in which a command fails. A write that cannot be tried, such as a
   * script, is refused then. Can also be switched on for all methods with {@code
   * redis.atomic.verify-writes=true}. On a nested call, what the inner method says counts for the
   * writes of its body.
   *
   * @return {@code false} by default
   */
  boolean verifyWrites() default false;

  /**
   * The number of times that the body may be run again after a conflict; total runs = 1 + retries.
   *
   * @return the number of retries, 0 or more; {@code -1} (the default): not set here, so the {@link
   *     #policy() policy} or the property {@code redis.atomic.max-retries} decides
   */
  long maxRetries() default -1;

  /**
   * The number of {@link #maxRetries()} as text, resolved once at start-up: a number, a placeholder
   * such as {@code "${shop.reserve.max-retries}"}, or a Spring expression {@code "#{…}"}.
   *
   * @return the text; wins over {@link #maxRetries()} unless empty (the default)
   */
  String maxRetriesString() default "";

  /**
   * The time within which attempts may be started, measured from the call. An attempt under way is
   * never cut off; the first is always started, unless it had to wait for other threads that want
   * the same keys.
   *
   * @return a duration such as {@code 500ms}, {@code 2s} or {@code PT2S}, or a placeholder; empty
   *     (the default): the {@link #policy() policy} or the property {@code redis.atomic.timeout}
   *     decides
   */
  String timeout() default "";

  /**
   * The name of a policy declared as {@code redis.atomic.policies.<name>.*}. Attributes set here
   * win over it; what it leaves open comes from the global properties. An unknown name stops
   * start-up.
   *
   * @return the name; empty (the default): the global properties
   */
  String policy() default "";

  /**
   * Whether {@code WATCH} is sent for the declared keys before the body runs, at the price of one
   * more round trip. By default it travels with the first read, which guards all that a body can
   * have seen through its template. Needed only by a body that looks at the watched keys in some
   * other way.
   *
   * @return {@code false} by default
   */
  boolean watchOnEntry() default false;

  /**
   * Whether the commit leaves a marker key, so that the library can find out what happened when the
   * connection is lost before the reply to {@code EXEC} arrives: it then returns normally, or
   * safely runs the body again, instead of throwing {@code CommitOutcomeUnknownException}. Costs
   * one small write per commit, and one more round trip for a body that reads nothing. Can also be
   * switched on for all methods with {@code redis.atomic.exactly-once=true}. On a nested call, what
   * the outermost method says counts.
   *
   * @return {@code false} by default
   */
  boolean exactlyOnce() default false;

  /**
   * Whether the method commits with a read-write database transaction that is open when it is
   * called: {@code EXEC} waits for that transaction's commit, and atomic methods that are called in
   * it later join the same attempt. A conflict is not retried, but makes the transaction's commit
   * fail with {@code WatchConflictException} and roll back. By default the method commits on Redis
   * at its own end, whatever becomes of the transaction around it. Without one it makes no
   * difference. Can also be switched on for all methods with {@code
   * redis.atomic.join-transactions=true}.
   *
   * @return {@code false} by default
   */
  boolean joinTransaction() default false;

  /**
   * The bean name of the {@code RedisConnectionFactory} to run on. The templates used in the body
   * must be on the same one.
   *
   * @return the bean name; empty (the default): the only or primary one
   */
  String connectionFactory() default "";
}
