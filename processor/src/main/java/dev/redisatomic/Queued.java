package dev.redisatomic;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.serializer.RedisSerializer;

/**
 * The result of a write, to be read after the commit.
 *
 * <pre>{@code
 * @RedisAtomic
 * public Queued<Long> hit(@Watched("hits:{}") String page) {
 *   return Queued.of(redis.opsForValue().increment("hits:" + page));
 * }
 *
 * long hits = service.hit("home").get();
 * }</pre>
 *
 * <p>Inside a body most writes return {@code null}, because they are only sent when the body is
 * done. Where the body needs the result, {@link AtomicContext#now} has it at the price of a round
 * trip and of conflicts; a {@code Queued} costs neither. {@code of} refers to the write that was
 * made immediately before it; its parameter carries the type. Where the result was there at once,
 * it is the value that was passed.
 *
 * <p>With {@code redis.atomic.enabled=false} each result is there at once.
 *
 * <p>Jackson writes a {@code Queued} as its value, so that a controller can return it.
 *
 * @param <T> the type of the result
 */
public final class Queued<T extends @Nullable Object> {

  private final Supplier<T> result;
  private final Object write;

  private Queued(Supplier<T> result, Object write) {
    this.result = result;
    this.write = write;
  }

  /**
   * Refers to the write that was just made.
   *
   * <p>The result has the type that the template's method has: {@code append} gives an {@link
   * Integer}, also where a {@code RedisCallback} made it. Replies of bytes need {@link #of(Object,
   * RedisSerializer) a serializer}.
   *
   * @param returned what the write returned: its result, {@code null}, or what the template makes
   *     of {@code null} ({@code false}, an empty collection)
   * @param <T> the type of the result
   * @return a handle on the result
   * @throws IllegalStateException outside an atomic method; if no write was made since the last
   *     {@code of} or read; if the argument is the result of a read; or if the reply is bytes and
   *     was not there at once
   */
  public static <T extends @Nullable Object> Queued<T> of(@Nullable T returned) {
    return ofLastWrite(returned, null);
  }

  /**
   * Refers to the write that was just made, when its reply is bytes that the template would have
   * deserialized: {@code leftPop}, {@code getAndSet}, {@code getAndDelete}, {@code popMin}, a
   * script that returns text or a list, and so on. Not covered are stream records, and the {@code
   * ExpiryChangeState} that comes of {@code expire(key, expiration, options)} and of expiring
   * single fields of a hash. For {@code expiration(key)}, which sends what {@code expire(key,
   * duration)} and {@code persist(key)} send, the result is their {@link Boolean}.
   *
   * <pre>{@code
   * Queued<String> job = Queued.of(redis.opsForList().leftPop("jobs"), RedisSerializer.string());
   * }</pre>
   *
   * @param returned what the write returned: its result, {@code null}, or what the template makes
   *     of {@code null} ({@code false}, an empty collection)
   * @param serializer turns the bytes, or those of each element of a collection, into a value; not
   *     used where the result was there at once
   * @param <T> the type of the result
   * @return a handle on the result
   * @throws IllegalArgumentException if the serializer is null
   * @throws IllegalStateException outside an atomic method; if no write was made since the last
   *     {@code of} or read; if the argument is the result of a read; or if the write is one of
   *     those that are not covered
   */
  public static <T extends @Nullable Object> Queued<T> of(
      @Nullable T returned, RedisSerializer<?> serializer) {
    if (serializer == null) {
      throw new IllegalArgumentException("The serializer passed to Queued.of(…) is null.");
    }
    return ofLastWrite(returned, serializer);
  }

  @SuppressWarnings("unchecked")
  private static <T extends @Nullable Object> Queued<T> ofLastWrite(
      @Nullable T returned, @Nullable RedisSerializer<?> serializer) {
    Supplier<@Nullable Object> write = AtomicContext.current().takeLastWrite(returned, serializer);
    return new Queued<>((Supplier<T>) write, write);
  }

  /**
   * The result of the write.
   *
   * @return the result, {@code null} where Redis answered nil, or what the template makes of that
   *     (an empty list)
   * @throws IllegalStateException before the commit, unless the result was there at once; or if the
   *     attempt that made the write did not commit
   */
  @JsonValue
  public T get() {
    return result.get();
  }

  /**
   * A handle on what a function makes of the result.
   *
   * @param function called by each {@code get()}, so after the commit
   * @param <R> the type of the new result
   * @return the other handle; this one stays as it is
   * @throws IllegalArgumentException if the function is null
   */
  public <R extends @Nullable Object> Queued<R> map(Function<? super T, ? extends R> function) {
    if (function == null) {
      throw new IllegalArgumentException("The function passed to Queued.map(…) is null.");
    }
    return new Queued<>(() -> function.apply(get()), write);
  }

  @Override
  public String toString() {
    return "Queued[" + write + "]";
  }
}
