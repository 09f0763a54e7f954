package dev.redisatomic.driver.lettuce;

import dev.redisatomic.command.Command;
import dev.redisatomic.command.Words;
import dev.redisatomic.driver.PinnedConnection;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.NettyCustomizer;
import io.lettuce.core.tracing.Tracing;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.data.redis.connection.RedisConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration.LettuceClientConfigurationBuilder;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;

/** Connection factories without a pool, on event loops that a test can stop. */
final class LettuceSetUp implements AutoCloseable {
  private final List<Channel> channels = new CopyOnWriteArrayList<>();
  private final Deque<Runnable> closings = new ArrayDeque<>();
  private final ClientResources resources;

  LettuceSetUp() {
    this(Tracing.disabled());
  }

  LettuceSetUp(Tracing tracing) {
    this.resources =
        ClientResources.builder()
            .tracing(tracing)
            .nettyCustomizer(
                new NettyCustomizer() {
                  @Override
                  public void afterChannelInitialized(Channel channel) {
                    channels.add(channel);
                  }
                })
            .build();
  }

  ClientResources resources() {
    return resources;
  }

  LettuceConnectionFactory factory(RedisConfiguration server) {
    return factory(server, client -> {});
  }

  LettuceConnectionFactory factory(
      RedisConfiguration server, Consumer<LettuceClientConfigurationBuilder> settings) {
    LettuceClientConfigurationBuilder client =
        LettuceClientConfiguration.builder()
            .clientResources(resources)
            .commandTimeout(Duration.ofSeconds(10));
    settings.accept(client);
    return started(new LettuceConnectionFactory(server, client.build()));
  }

  LettuceConnectionFactory started(LettuceConnectionFactory factory) {
    factory.afterPropertiesSet();
    factory.start();
    closings.push(factory::destroy);
    return factory;
  }

  LettuceDriver driver(LettuceConnectionFactory factory) {
    LettuceDriver driver = new LettuceDriver(factory);
    closings.push(driver::close);
    return driver;
  }

  /** The event loop of the connection that was opened last. */
  EventLoop lastLoop() {
    return channels.get(channels.size() - 1).eventLoop();
  }

  /** How many connections there have been. */
  int connections() {
    return channels.size();
  }

  boolean lastChannelIsActive() {
    return channels.get(channels.size() - 1).isActive();
  }

  /** Counts what Lettuce gives to the channel that was opened last. */
  AtomicInteger messagesFromNowOn() {
    AtomicInteger messages = new AtomicInteger();
    channels
        .get(channels.size() - 1)
        .pipeline()
        .addLast(
            new ChannelOutboundHandlerAdapter() {
              @Override
              public void write(ChannelHandlerContext context, Object message, ChannelPromise end)
                  throws Exception {
                messages.incrementAndGet();
                super.write(context, message, end);
              }
            });
    return messages;
  }

  /** Stops the event loop of the connection that was opened last, until the latch is open. */
  CountDownLatch stopLastLoop() throws InterruptedException {
    CountDownLatch stopped = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    lastLoop()
        .execute(
            () -> {
              stopped.countDown();
              try {
                goOn.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    stopped.await();
    return goOn;
  }

  /** Waits until the event loop has done what it had to do, and what followed from that. */
  void awaitLoop() throws InterruptedException {
    for (int i = 0; i < 2; i++) {
      CountDownLatch done = new CountDownLatch(1);
      lastLoop().execute(done::countDown);
      done.await();
    }
  }

  static @Nullable Object send(PinnedConnection connection, String name, String... arguments) {
    byte[][] words = new byte[arguments.length][];
    for (int i = 0; i < words.length; i++) {
      words[i] = Words.bytes(arguments[i]);
    }
    return connection.send(List.of(Command.of(name, words))).get(0);
  }

  @Override
  public void close() {
    while (!closings.isEmpty()) {
      closings.pop().run();
    }
    resources.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
  }
}
