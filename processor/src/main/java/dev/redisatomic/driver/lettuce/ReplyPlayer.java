package dev.redisatomic.driver.lettuce;

import dev.redisatomic.driver.ErrorReply;
import dev.redisatomic.driver.NullArray;
import io.lettuce.core.output.CommandOutput;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives a reply of the port to an output of Lettuce, as if it were just being read. */
record ReplyPlayer(CommandOutput<?, ?, ?> output) {

  void play(@Nullable Object reply) {
    play(reply, 0);
  }

  private void play(@Nullable Object reply, int depth) {
    if (reply instanceof Map<?, ?> map) {
      output.multiMap(map.size());
      map.forEach(
          (key, value) -> {
            play(key, depth + 1);
            play(value, depth + 1);
          });
    } else if (reply instanceof List<?> list) {
      output.multiArray(list.size());
      for (Object element : list) {
        play(element, depth + 1);
      }
    } else {
      playValue(reply);
    }
    output.complete(depth);
  }

  private void playValue(@Nullable Object value) {
    if (value == null) {
      output.set((ByteBuffer) null);
    } else if (value instanceof byte[] bytes) {
      output.set(ByteBuffer.wrap(bytes));
    } else if (value instanceof Long number) {
      output.set(number);
    } else if (value instanceof Double number) {
      output.set(number);
    } else if (value instanceof Boolean bool) {
      output.set(bool);
    } else if (value instanceof BigInteger number) {
      output.setBigNumber(text(number.toString()));
    } else if (value instanceof ErrorReply error) {
      output.setError(text(error.message()));
    } else if (value == NullArray.INSTANCE) {
      output.multiArray(-1);
    } else {
      throw new IllegalArgumentException("Not a reply: " + value.getClass().getName());
    }
  }

  private static ByteBuffer text(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }
}
