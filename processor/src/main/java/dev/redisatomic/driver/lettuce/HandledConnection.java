package dev.redisatomic.driver.lettuce;

import dev.redisatomic.driver.CommandHandler;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisAsyncCommandsImpl;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.api.push.PushListener;
import io.lettuce.core.api.reactive.RedisReactiveCommands;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.resource.ClientResources;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionProvider;

/**
 * A connection of Lettuce without a server: each command goes to a {@link CommandHandler}, each
 * reply through Lettuce's own conversion. Transactions, subscriptions and reactive commands are not
 * to be had from it. For one thread at a time.
 */
final class HandledConnection implements StatefulRedisConnection<byte[], byte[]> {
  private static final int USUAL_SIZE = 128;

  /**
   * The size of the largest buffer that is kept: a large command's would stay as long as the
   * connection.
   */
  private static final int LARGEST_KEPT = 16_384;

  private final CommandHandler handler;
  private final Supplier<ClientOptions> options;
  private ByteBuf scratch = Unpooled.buffer(USUAL_SIZE);
  private final RedisAsyncCommands<byte[], byte[]> commands =
      new RedisAsyncCommandsImpl<>(this, ByteArrayCodec.INSTANCE);

  /**
   * A connection.
   *
   * @param handler answers the commands
   * @param options those of the client whose connections send them
   */
  HandledConnection(CommandHandler handler, Supplier<ClientOptions> options) {
    this.handler = handler;
    this.options = options;
  }

  /**
   * Gives out this connection where Spring Data wants one of its own, as for commands that block.
   */
  LettuceConnectionProvider provider() {
    return new LettuceConnectionProvider() {
      @Override
      public <T extends StatefulConnection<?, ?>> CompletionStage<T> getConnectionAsync(
          Class<T> type) {
        return CompletableFuture.completedFuture(type.cast(HandledConnection.this));
      }
    };
  }

  @Override
  public <T> RedisCommand<byte[], byte[], T> dispatch(RedisCommand<byte[], byte[], T> command) {
    HandledCommand handled = HandledCommand.of(command, scratch);
    if (scratch.capacity() > LARGEST_KEPT) {
      scratch = Unpooled.buffer(USUAL_SIZE);
    }
    Object reply = handler.answer(handled);
    try {
      new ReplyPlayer(command.getOutput()).play(reply);
      command.complete();
    } catch (RuntimeException e) {
      // as Lettuce deals with a reply that a command does not expect
      command.completeExceptionally(e);
    }
    return command;
  }

  @Override
  public Collection<RedisCommand<byte[], byte[], ?>> dispatch(
      Collection<? extends RedisCommand<byte[], byte[], ?>> all) {
    List<RedisCommand<byte[], byte[], ?>> dispatched = new ArrayList<>(all.size());
    all.forEach(command -> dispatched.add(dispatch(command)));
    return dispatched;
  }

  @Override
  public RedisAsyncCommands<byte[], byte[]> async() {
    return commands;
  }

  @Override
  public RedisCommands<byte[], byte[]> sync() {
    throw new UnsupportedOperationException();
  }

  @Override
  public RedisReactiveCommands<byte[], byte[]> reactive() {
    throw new UnsupportedOperationException();
  }

  @Override
  public boolean isMulti() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public ClientOptions getOptions() {
    return options.get();
  }

  @Override
  public ClientResources getResources() {
    throw new UnsupportedOperationException();
  }

  @Override
  public RedisCodec<byte[], byte[]> getCodec() {
    return ByteArrayCodec.INSTANCE;
  }

  @Override
  public Duration getTimeout() {
    return Duration.ZERO;
  }

  @Override
  public void setTimeout(Duration timeout) {}

  @Override
  public void setAutoFlushCommands(boolean autoFlush) {}

  @Override
  public void flushCommands() {}

  @Override
  public void addListener(RedisConnectionStateListener listener) {}

  @Override
  public void removeListener(RedisConnectionStateListener listener) {}

  @Override
  public void addListener(PushListener listener) {}

  @Override
  public void removeListener(PushListener listener) {}

  @Override
  public void close() {}

  @Override
  public CompletableFuture<Void> closeAsync() {
    return CompletableFuture.completedFuture(null);
  }
}
