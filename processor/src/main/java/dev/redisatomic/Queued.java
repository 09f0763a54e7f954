package dev.redisatomic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.zset.Tuple;
import org.springframework.data.redis.core.DefaultTypedTuple;
import org.springframework.data.redis.serializer.RedisSerializer;

/**
 * The result of a recorded write, to be read after the commit.
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
 * <p>Inside a body every write returns {@code null}, because it is only sent when the body is done.
 * {@code of} refers to the write that was recorded immediately before it; its parameter carries
 * nothing but the type.
 *
 * @param <T> the type of the result
 */
public final class Queued<T extends @Nullable Object> {

  private final Supplier<@Nullable Object> write;
  private final @Nullable RedisSerializer<?> serializer;
  private final boolean asBoolean;

  private Queued(
      Supplier<@Nullable Object> write,
      @Nullable RedisSerializer<?> serializer,
      boolean asBoolean) {
    this.write = write;
    this.serializer = serializer;
    this.asBoolean = asBoolean;
  }

  /**
   * Refers to the write that was just recorded.
   *
   * @param recorded what the write returned: {@code null}, or what the template makes of it ({@code
   *     false}, an empty collection)
   * @param <T> the type of the result
   * @return a handle on the result
   * @throws IllegalStateException outside an atomic method, if no write was recorded since the last
   *     {@code of} or read, or if the argument is the result of a read
   */
  public static <T extends @Nullable Object> Queued<T> of(@Nullable T recorded) {
    return new Queued<>(lastWrite(recorded), null, recorded instanceof Boolean);
  }

  /**
   * Refers to the write that was just recorded, when its reply is bytes that the template would
   * have deserialized: {@code leftPop}, {@code getAndSet}, {@code getAndDelete}, {@code popMin} and
   * so on. Not covered are hashes and stream records: read those before the write.
   *
   * <pre>{@code
   * Queued<String> job = Queued.of(redis.opsForList().leftPop("jobs"), RedisSerializer.string());
   * }</pre>
   *
   * @param recorded what the write returned: {@code null}
   * @param serializer turns the bytes, or those of each element of a collection, into a value
   * @param <T> the type of the result
   * @return a handle on the result
   * @throws IllegalStateException outside an atomic method, if no write was recorded since the last
   *     {@code of} or read, or if the argument is the result of a read
   */
  public static <T extends @Nullable Object> Queued<T> of(
      @Nullable T recorded, RedisSerializer<?> serializer) {
    return new Queued<>(lastWrite(recorded), serializer, recorded instanceof Boolean);
  }

  private static Supplier<@Nullable Object> lastWrite(@Nullable Object recorded) {
    if (recorded != null && !isNothing(recorded)) {
      return answeredWrite(recorded);
    }
    return AtomicContext.current().takeLastWrite();
  }

  /** A write that has its result at once gives it away instead of nothing. */
  private static Supplier<@Nullable Object> answeredWrite(Object result) {
    try {
      return AtomicContext.current().takeLastWrite();
    } catch (IllegalStateException e) {
      throw new IllegalStateException(
          "Queued.of(…) was given a value ("
              + result.getClass().getName()
              + "), not a recorded write: reads run at once, and their results can be used as they"
              + " are.",
          e);
    }
  }

  /** What templates make of the null that a recorded write gives them. */
  private static boolean isNothing(Object recorded) {
    return Boolean.FALSE.equals(recorded)
        || (recorded instanceof Collection<?> elements && elements.isEmpty());
  }

  /**
   * The result of the write.
   *
   * @return the result, {@code null} where Redis answered nil
   * @throws IllegalStateException before the commit, or if the attempt that recorded the write did
   *     not commit
   */
  @SuppressWarnings({"unchecked", "NullAway"}) // T says whether it can be null
  public T get() {
    Object result = write.get();
    if (asBoolean && result instanceof Number count) {
      // RedisTemplate.delete(key) and its like make a Boolean of the server's count
      result = count.longValue() > 0;
    }
    return (T) (serializer == null ? result : deserialize(result, serializer));
  }

  private static @Nullable Object deserialize(
      @Nullable Object result, RedisSerializer<?> serializer) {
    if (result instanceof byte[] bytes) {
      return serializer.deserialize(bytes);
    }
    if (result instanceof Tuple scored) {
      return new DefaultTypedTuple<>(serializer.deserialize(scored.getValue()), scored.getScore());
    }
    if (result instanceof Collection<?> elements) {
      Collection<@Nullable Object> values =
          result instanceof Set ? new LinkedHashSet<>() : new ArrayList<>(elements.size());
      for (Object element : elements) {
        values.add(deserialize(element, serializer));
      }
      return values;
    }
    return result;
  }

  @Override
  public String toString() {
    return "Queued[" + write + "]";
  }
}
