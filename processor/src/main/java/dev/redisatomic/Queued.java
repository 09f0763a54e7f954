package dev.redisatomic;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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
   * @param recorded what the write returned: {@code null}, or {@code false} where a template turns
   *     that into a {@code Boolean}
   * @param <T> the type of the result
   * @return a handle on the result
   * @throws IllegalStateException outside an atomic method, or if no write was recorded since the
   *     last {@code of}
   */
  public static <T extends @Nullable Object> Queued<T> of(T recorded) {
    return new Queued<>(AtomicContext.current().takeLastWrite(), null, recorded instanceof Boolean);
  }

  /**
   * Refers to the write that was just recorded, when its reply is bytes that the template would
   * have deserialized: {@code leftPop}, {@code getAndSet}, {@code getAndDelete} and so on.
   *
   * <pre>{@code
   * Queued<String> job = Queued.of(redis.opsForList().leftPop("jobs"), RedisSerializer.string());
   * }</pre>
   *
   * @param recorded what the write returned: {@code null}
   * @param serializer turns the bytes, or each element of a collection of bytes, into a value
   * @param <T> the type of the result
   * @return a handle on the result
   * @throws IllegalStateException outside an atomic method, or if no write was recorded since the
   *     last {@code of}
   */
  public static <T extends @Nullable Object> Queued<T> of(
      T recorded, RedisSerializer<?> serializer) {
    return new Queued<>(
        AtomicContext.current().takeLastWrite(), serializer, recorded instanceof Boolean);
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
