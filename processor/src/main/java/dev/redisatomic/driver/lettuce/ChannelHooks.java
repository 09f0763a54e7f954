package dev.redisatomic.driver.lettuce;

import io.lettuce.core.resource.NettyCustomizer;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.EventExecutor;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.InvalidDataAccessApiUsageException;

/** Sees what Lettuce does not tell: which threads are its event loops, and how a write ended. */
final class ChannelHooks implements NettyCustomizer {
  private static final WriteOutcomes OUTCOMES = new WriteOutcomes();

  private final NettyCustomizer applications;
  private volatile @Nullable EventLoopGroup loops;

  ChannelHooks(NettyCustomizer applications) {
    this.applications = applications;
  }

  @Override
  public void afterBootstrapInitialized(Bootstrap bootstrap) {
    applications.afterBootstrapInitialized(bootstrap);
    loops = bootstrap.config().group();
  }

  @Override
  public void afterChannelInitialized(Channel channel) {
    applications.afterChannelInitialized(channel);
    channel.pipeline().addLast(OUTCOMES);
  }

  void refuseEventLoops() {
    EventLoopGroup group = loops;
    if (group != null) {
      for (EventExecutor loop : group) {
        if (loop.inEventLoop()) {
          throw new InvalidDataAccessApiUsageException(
              "An atomic method was called on "
                  + Thread.currentThread().getName()
                  + ", an event loop of Lettuce. It waits for replies that this thread would have to"
                  + " receive; call it on a thread of another executor.");
        }
      }
    }
  }

  /** Whether the event loops close, or have closed, all connections by themselves. */
  boolean isShuttingDown() {
    EventLoopGroup group = loops;
    return group != null && group.isShuttingDown();
  }

  /** Tells each batch whether all of its bytes went to the operating system. */
  @SuppressWarnings("FutureReturnValueIgnored") // it is the promise, whose listeners are elsewhere
  @Sharable
  private static final class WriteOutcomes extends ChannelOutboundHandlerAdapter {

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
      if (message instanceof BatchCommand command && command.isFirst()) {
        context.write(message, tellingFirst(command, context, promise));
      } else {
        context.write(message, promise);
      }
    }

    private static ChannelPromise tellingFirst(
        BatchCommand command, ChannelHandlerContext context, ChannelPromise promise) {
      ChannelPromise outcome = context.newPromise();
      outcome.addListener(
          ended -> {
            command.batch().written(ended.isSuccess());
            if (ended.isSuccess()) {
              promise.trySuccess();
            } else {
              promise.tryFailure(ended.cause());
            }
          });
      return outcome;
    }
  }
}
