package dev.redisatomic.driver.lettuce;

import dev.redisatomic.driver.NullArray;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.output.CommandOutput;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes replies of the port out of what Lettuce reads, for the commands of a batch in turn. */
final class ReplyRecorder extends CommandOutput<byte[], byte[], Object> {
  private final LettuceErrors errors;
  private final List<@Nullable Object> replies;
  private final Deque<List<@Nullable Object>> open = new ArrayDeque<>(2);
  private boolean valueRead;

  @SuppressWarnings("NullAway") // Lettuce's output before there is one
  ReplyRecorder(LettuceErrors errors, int commands) {
    super(ByteArrayCodec.INSTANCE, null);
    this.errors = errors;
    this.replies = new ArrayList<>(commands);
  }

  /** The replies that have come, in order; the last one may be incomplete. */
  List<@Nullable Object> replies() {
    return replies;
  }

  @Override
  public void set(@Nullable ByteBuffer bytes) {
    value(bytes == null ? null : copy(bytes));
  }

  private static byte[] copy(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return copy;
  }

  @Override
  public void set(long integer) {
    value(integer);
  }

  @Override
  public void set(double number) {
    value(number);
  }

  @Override
  public void set(boolean bool) {
    value(bool);
  }

  @Override
  public void setBigNumber(@Nullable ByteBuffer bytes) {
    value(bytes == null ? null : new BigInteger(text(bytes)));
  }

  @Override
  public void setError(ByteBuffer error) {
    value(errors.reply(text(error)));
  }

  /**
   * Ignores the text: it is no error of the server, but Lettuce's word that it has lost the
   * connection.
   */
  @Override
  public void setError(String error) {}

  private static String text(ByteBuffer bytes) {
    return StandardCharsets.UTF_8.decode(bytes).toString();
  }

  @Override
  public void multi(int count) {
    if (count < 0) {
      value(open.isEmpty() ? null : NullArray.INSTANCE);
    } else {
      List<@Nullable Object> elements = new ArrayList<>(count);
      place(elements);
      open.push(elements);
    }
  }

  @Override
  public void multiMap(int count) {
    List<@Nullable Object> elements = new ArrayList<>(2 * count);
    place(new MapReply(elements));
    open.push(elements);
  }

  private void value(@Nullable Object value) {
    place(value);
    valueRead = true;
  }

  private void place(@Nullable Object element) {
    List<@Nullable Object> parent = open.peek();
    if (parent == null) {
      replies.add(element);
    } else {
      parent.add(element);
    }
  }

  /** Comes after each value and each array. Lettuce keeps the status QUEUED to itself. */
  @Override
  public void complete(int depth) {
    if (open.size() > depth) {
      open.pop();
    } else {
      if (!valueRead) {
        place("QUEUED".getBytes(StandardCharsets.US_ASCII));
      }
      valueRead = false;
    }
  }
}
