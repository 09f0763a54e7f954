package dev.redisatomic;

import dev.redisatomic.annotation.Results;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The programmatic twin of {@link dev.redisatomic.annotation.RedisAtomic @RedisAtomic}, for bodies
 * that are not methods of a bean. The same promises hold: reads at once, guarded, and with the
 * body's own writes in them; writes recorded, one {@code MULTI … EXEC}, retries on conflict,
 * nesting joins.
 *
 * <pre>{@code
 * Boolean done = atomic.execute(() -> {
 *   if (Boolean.TRUE.equals(redis.hasKey("lock:42"))) {
 *     return false;
 *   }
 *   redis.opsForValue().set("lock:42", owner);
 *   return true;
 * }, "lock:42");
 * }</pre>
 *
 * <p>Available as a bean. Thread-safe. With {@code redis.atomic.enabled=false} the body runs once,
 * as it is: nothing is guarded, and each write is sent at once.
 */
public interface RedisAtomicOperations {

  /**
   * Runs the body atomically under the global policy ({@code redis.atomic.*}).
   *
   * @param body what to do; runs again after a conflict
   * @param keys keys to watch in addition to those that the body reads, encoded as UTF-8
   * @param <T> the type of the result
   * @return what the body returned in the attempt that committed
   * @throws IllegalArgumentException if the body or a key is null
   * @throws org.springframework.dao.InvalidDataAccessApiUsageException if there are more keys than
   *     {@code redis.atomic.max-watched-keys}
   * @throws CrossSlotException if, on Redis Cluster, keys are in different slots; nothing was
   *     applied
   * @throws org.springframework.transaction.IllegalTransactionStateException if something else has
   *     already bound a connection of the same factory to this thread
   * @throws WatchConflictException if the policy is used up; nothing was applied
   * @throws PartialCommitException if a command failed inside {@code EXEC}; the others were
   *     applied. If every write failed, and none is a script, nothing was applied, and the first
   *     failure is thrown as Spring translates it, with the others suppressed
   * @throws CommitOutcomeUnknownException if the connection was lost while committing
   */
  <T extends @Nullable Object> T execute(Supplier<T> body, String... keys);

  /**
   * Runs the body atomically under the given policy; joins without one inside another atomic
   * method, where only the outermost retries.
   *
   * @param policy how long to go on after conflicts
   * @param body what to do; runs again after a conflict
   * @param keys keys to watch in addition to those that the body reads, encoded as UTF-8
   * @param <T> the type of the result
   * @return what the body returned in the attempt that committed
   * @throws IllegalArgumentException if the policy, the body or a key is null
   * @throws org.springframework.dao.DataAccessException as {@link #execute(Supplier, String...)}
   */
  <T extends @Nullable Object> T execute(RetryPolicy policy, Supplier<T> body, String... keys);

  /**
   * The same operations, with commits that are found out about if their reply is lost, as with
   * {@link dev.redisatomic.annotation.RedisAtomic#exactlyOnce()}.
   *
   * @return operations that share everything else with these
   */
  RedisAtomicOperations exactlyOnce();

  /**
   * The same operations, with another answer to which writes have their results at once, as with
   * {@link dev.redisatomic.annotation.RedisAtomic#results()}. Also inside another atomic method,
   * for the writes of the body that is passed.
   *
   * @param results {@link Results#NEEDED}, {@link Results#ALL} or {@link Results#NONE}; {@link
   *     Results#DEFAULT} leaves everything as it is
   * @return operations that share everything else with these; with {@link Results#ALL}, their calls
   *     throw an {@code InvalidDataAccessApiUsageException} if {@code redis.atomic.read-own-writes}
   *     is {@code false}
   * @throws IllegalArgumentException if it is null
   */
  RedisAtomicOperations withResults(Results results);

  /**
   * The same operations, with each attempt in a database transaction of its own: it commits with
   * Redis, and a conflict rolls it back, as with {@code @Transactional} on an atomic method. The
   * propagation has to begin a transaction; inside one, {@code execute} takes part in that.
   *
   * <pre>{@code
   * atomic.in(new TransactionTemplate(transactionManager)).execute(() -> {
   *   orders.save(order);
   *   return redis.opsForValue().decrement("stock:" + order.product());
   * });
   * }</pre>
   *
   * <p>Besides the exceptions of {@link #execute}, its calls throw {@link
   * DatabaseCommitFailedException}, and those of the transaction manager.
   *
   * @param transaction begins and ends the transactions, such as a {@code TransactionTemplate}
   * @return operations that share everything else with these
   */
  RedisAtomicOperations in(TransactionOperations transaction);
}
