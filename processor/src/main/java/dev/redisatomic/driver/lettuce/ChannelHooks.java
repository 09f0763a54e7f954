package dev.redisatomic.driver.lettuce;

import io.lettuce.core.protocol.CommandWrapper;
import io.lettuce.core.protocol.RedisCommand;
import io.lettuce.core.resource.NettyCustomizer;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;

/**
 * Sees what Lettuce does not tell, which threads are its event loops, and how a write ended; and
 * writes batches.
 */
final class ChannelHooks implements NettyCustomizer {
  private static final BatchWriter BATCHES = new BatchWriter();

  private final NettyCustomizer applications;
  private volatile @Nullable EventLoopGroup loops;
  private volatile EventExecutor[] threads = {};

  ChannelHooks(NettyCustomizer applications) {
    this.applications = applications;
  }

  @Override
  public void afterBootstrapInitialized(Bootstrap bootstrap) {
    applications.afterBootstrapInitialized(bootstrap);
    EventLoopGroup group = bootstrap.config().group();
    if (group != null && group != loops) {
      loops = group;
      threads = StreamSupport.stream(group.spliterator(), false).toArray(EventExecutor[]::new);
    }
  }

  @Override
  public void afterChannelInitialized(Channel channel) {
    applications.afterChannelInitialized(channel);
    channel.pipeline().addLast(BATCHES);
  }

  void refuseEventLoops() {
    if (isOnEventLoop()) {
      throw new InvalidDataAccessApiUsageException(
          "An atomic method was called on "
              + Thread.currentThread().getName()
              + ", an event loop of Lettuce. It waits for replies that this thread would have to"
              + " receive; call it on a thread of another executor.");
    }
  }

  boolean isOnEventLoop() {
    for (EventExecutor thread : threads) {
      if (thread.inEventLoop()) {
        return true;
      }
    }
    return false;
  }

  /** Whether the event loops close, or have closed, all connections by themselves. */
  boolean isShuttingDown() {
    EventLoopGroup group = loops;
    return group != null && group.isShuttingDown();
  }

  /**
   * Puts a batch into the channel as a whole, and tells it whether all of its bytes went to the
   * operating system. It is taken apart only here, on the event loop, because each command that
   * another thread writes would be a task, and perhaps a wake-up, of its own. That Lettuce's
   * handlers take a list of commands is not documented; its contract tests would notice.
   */
  @SuppressWarnings("FutureReturnValueIgnored") // it is the promise, whose listeners are elsewhere
  @Sharable
  private static final class BatchWriter extends ChannelOutboundHandlerAdapter {

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
      BatchCommand first =
          message instanceof RedisCommand<?, ?, ?> command
              ? CommandWrapper.unwrap(command, BatchCommand.class)
              : null;
      if (first == null) {
        context.write(message, promise);
      } else {
        promise.addListener(ended -> first.batch().written(ended.isSuccess()));
        context.write(first.batch().whole((RedisCommand<?, ?, ?>) message), promise);
      }
    }
  }
}
