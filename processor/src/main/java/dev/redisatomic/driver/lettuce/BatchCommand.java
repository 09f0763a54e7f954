package dev.redisatomic.driver.lettuce;

import dev.redisatomic.command.Command;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.ProtocolKeyword;
import io.lettuce.core.protocol.RedisCommand;
import io.netty.buffer.ByteBuf;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/**
 * One command of a batch, for Lettuce: a place for a reply. The first one brings the words, and is
 * what Lettuce is given for all of them; {@link ChannelHooks} puts the others behind it.
 */
final class BatchCommand implements RedisCommand<byte[], byte[], Object> {
  /**
   * Names at which Lettuce, where it is given them, begins or ends a transaction of its own, or
   * keeps the arguments for a reconnect.
   */
  private static final Set<String> ACTED_ON =
      Set.of("MULTI", "EXEC", "DISCARD", "AUTH", "SELECT", "READONLY", "READWRITE");

  private final Batch batch;
  private final Command command;
  private final boolean first;
  private final boolean last;
  private volatile boolean done;

  BatchCommand(Batch batch, Command command, boolean first, boolean last) {
    this.batch = batch;
    this.command = command;
    this.first = first;
    this.last = last;
  }

  Batch batch() {
    return batch;
  }

  @Override
  public void encode(ByteBuf buffer) {
    if (first) {
      batch.encode(buffer);
    }
  }

  @Override
  public CommandOutput<byte[], byte[], Object> getOutput() {
    return batch.output();
  }

  /** Replies come in order, so that the last one completes the batch. */
  @Override
  public void complete() {
    done = true;
    if (last) {
      batch.answered();
    }
  }

  @Override
  public boolean completeExceptionally(Throwable reason) {
    done = true;
    batch.failed(reason);
    return true;
  }

  @Override
  public void cancel() {
    completeExceptionally(new CancellationException("Connection closed"));
  }

  @Override
  public boolean isDone() {
    return done;
  }

  @Override
  public boolean isCancelled() {
    return false;
  }

  @Override
  public @Nullable CommandArgs<byte[], byte[]> getArgs() {
    return null;
  }

  @Override
  public void setOutput(CommandOutput<byte[], byte[], Object> other) {
    throw new UnsupportedOperationException();
  }

  @Override
  public ProtocolKeyword getType() {
    return new Keyword(command, first && ACTED_ON.contains(command.name()));
  }

  @Override
  public String toString() {
    return command.name();
  }

  /**
   * The name, as Lettuce's metrics and traces know it from the application's own connections.
   *
   * @param hidden whether it is written in lower case, by which Lettuce does not know it
   */
  private record Keyword(Command command, boolean hidden) implements ProtocolKeyword {
    @Override
    public byte[] getBytes() {
      return command.word(0);
    }

    @Override
    public String toString() {
      return hidden ? command.name().toLowerCase(Locale.ROOT) : command.name();
    }
  }
}
