package dev.redisatomic.driver.lettuce;

import io.lettuce.core.event.EventBus;
import io.lettuce.core.event.EventPublisherOptions;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.Delay;
import io.lettuce.core.resource.EventLoopGroupProvider;
import io.lettuce.core.resource.NettyCustomizer;
import io.lettuce.core.resource.SocketAddressResolver;
import io.lettuce.core.tracing.Tracing;
import io.netty.resolver.AddressResolverGroup;
import io.netty.util.Timer;
import io.netty.util.concurrent.EventExecutorGroup;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateEventExecutor;
import java.util.concurrent.TimeUnit;

/** The application's event loops, timers and listeners, which are never shut down from here. */
final class SharedResources implements ClientResources {
  private final ClientResources applications;
  private final NettyCustomizer hooks;

  SharedResources(ClientResources applications, NettyCustomizer hooks) {
    this.applications = applications;
    this.hooks = hooks;
  }

  @Override
  public NettyCustomizer nettyCustomizer() {
    return hooks;
  }

  @Override
  public Future<Boolean> shutdown() {
    return ImmediateEventExecutor.INSTANCE.newSucceededFuture(true);
  }

  @Override
  public Future<Boolean> shutdown(long quietPeriod, long timeout, TimeUnit timeUnit) {
    return shutdown();
  }

  @Override
  public AddressResolverGroup<?> addressResolverGroup() {
    return applications.addressResolverGroup();
  }

  @Override
  public EventPublisherOptions commandLatencyPublisherOptions() {
    return applications.commandLatencyPublisherOptions();
  }

  @Override
  public CommandLatencyRecorder commandLatencyRecorder() {
    return applications.commandLatencyRecorder();
  }

  @Override
  public int computationThreadPoolSize() {
    return applications.computationThreadPoolSize();
  }

  @Override
  public EventBus eventBus() {
    return applications.eventBus();
  }

  @Override
  public EventLoopGroupProvider eventLoopGroupProvider() {
    return applications.eventLoopGroupProvider();
  }

  @Override
  public EventExecutorGroup eventExecutorGroup() {
    return applications.eventExecutorGroup();
  }

  @Override
  public int ioThreadPoolSize() {
    return applications.ioThreadPoolSize();
  }

  @Override
  public Delay reconnectDelay() {
    return applications.reconnectDelay();
  }

  @Override
  public SocketAddressResolver socketAddressResolver() {
    return applications.socketAddressResolver();
  }

  @Override
  public Timer timer() {
    return applications.timer();
  }

  @Override
  public Tracing tracing() {
    return applications.tracing();
  }

  @Override
  public Builder mutate() {
    return applications.mutate();
  }
}
