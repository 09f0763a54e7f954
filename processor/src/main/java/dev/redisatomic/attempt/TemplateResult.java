package dev.redisatomic.attempt;

import dev.redisatomic.connection.RecordedWrite;
import dev.redisatomic.connection.ResultForm;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.zset.Tuple;
import org.springframework.data.redis.core.DefaultTypedTuple;
import org.springframework.data.redis.serializer.RedisSerializer;

/**
 * The result that a template would have made of the connection's, for a recorded write.
 *
 * @param form what it makes of it by itself
 * @param returned what it made of {@code null} when the write was recorded
 * @param serializer for bytes; {@code null} if there are none
 */
record TemplateResult(
    ResultForm form, @Nullable Object returned, @Nullable RedisSerializer<?> serializer) {

  /**
   * Checks at once what would otherwise fail after the commit.
   *
   * @throws IllegalStateException if the result cannot be had in this way
   */
  static TemplateResult of(
      RecordedWrite write, @Nullable Object returned, @Nullable RedisSerializer<?> serializer) {
    ResultForm form = write.resultForm();
    if (form == ResultForm.OTHER) {
      throw new IllegalStateException(
          "Queued.of(…) cannot give the result of "
              + write
              + ": the template makes stream records, or changes of expiry, of it. Read what you need"
              + " before the write, or after the commit.");
    }
    if (form == ResultForm.BYTES && serializer == null) {
      throw new IllegalStateException(
          "The reply to "
              + write
              + " is bytes, and Queued.of(…) was given no serializer for them. Pass the one of the"
              + " template as a second argument, such as RedisSerializer.string(), or"
              + " RedisSerializer.byteArray() for the bytes themselves.");
    }
    return new TemplateResult(form, returned, serializer);
  }

  /** The template's own value for what the connection returns. */
  @Nullable Object of(@Nullable Object result) {
    if (result == null) {
      // of a nil reply it makes what it made of the null that a recorded write gives it
      return returned;
    }
    if (result instanceof Number number) {
      if (returned instanceof Boolean) {
        // RedisTemplate.delete(key) and its like make a Boolean of the server's count
        return number.longValue() > 0;
      }
      return form == ResultForm.INTEGER ? (Object) number.intValue() : number;
    }
    return serializer == null ? result : deserialize(result, serializer);
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
}
