package dev.redisatomic.benchmarks.measure;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import redis.clients.jedis.HostAndPort;

/**
 * Stands between clients and a server, counts what passes, and delays it each way. A chunk goes on
 * a fixed time after it came, however many are on their way: as on a long wire, not as behind a
 * slow machine. Waiting is as exact as the system's timers, which on Linux are some 60 µs late.
 */
@SuppressWarnings("FutureReturnValueIgnored") // of chunks on their way
public final class TcpProxy implements AutoCloseable {

  private static final int BUFFER = 64 * 1024;

  /** What a client sent before a reply to it came is one. */
  final AtomicLong roundTrips = new AtomicLong();

  /** Bytes from clients to the server. */
  final AtomicLong sent = new AtomicLong();

  /** Bytes from the server to clients. */
  final AtomicLong received = new AtomicLong();

  private final HostAndPort target;
  private final long delayNanos;
  private final ServerSocket listener;

  public TcpProxy(HostAndPort target, Duration delay) {
    this.target = target;
    this.delayNanos = delay.toNanos();
    try {
      listener = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  /** A proxy in a JVM of its own, whose work is not taken for that of the measured one. */
  public static void main(String[] arguments) throws IOException {
    try (TcpProxy proxy =
        new TcpProxy(HostAndPort.from(arguments[0]), Duration.parse(arguments[1]))) {
      System.out.println(proxy.address());
      System.in.transferTo(OutputStream.nullOutputStream()); // Until the parent hangs up.
    }
  }

  public HostAndPort address() {
    return new HostAndPort("127.0.0.1", listener.getLocalPort());
  }

  /** Begins to count anew. */
  public void reset() {
    roundTrips.set(0);
    sent.set(0);
    received.set(0);
  }

  private void accept() {
    while (true) {
      try {
        open(listener.accept());
      } catch (IOException e) {
        return; // Closed.
      }
    }
  }

  private void open(Socket client) throws IOException {
    try {
      Socket server = new Socket(target.getHost(), target.getPort());
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      AtomicBoolean answered = new AtomicBoolean(true);
      relay(
          client,
          server,
          bytes -> {
            sent.addAndGet(bytes);
            if (answered.getAndSet(false)) {
              roundTrips.incrementAndGet();
            }
          });
      relay(
          server,
          client,
          bytes -> {
            received.addAndGet(bytes);
            answered.set(true);
          });
    } catch (IOException e) {
      client.close(); // As a server that is not there.
    }
  }

  /** One direction; closes both ends when either has closed its own. */
  private void relay(Socket from, Socket to, IntConsumer counter) throws IOException {
    InputStream in = from.getInputStream();
    OutputStream out = to.getOutputStream();
    Runnable end =
        () -> {
          close(from);
          close(to);
        };
    ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor(TcpProxy::daemon);
    start(
        () -> {
          byte[] buffer = new byte[BUFFER];
          try {
            for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
              counter.accept(length);
              byte[] chunk = Arrays.copyOf(buffer, length);
              writer.schedule(() -> write(chunk, out, end), delayNanos, TimeUnit.NANOSECONDS);
            }
          } catch (IOException e) {
            // Either end has closed its connection, and so do we.
          }
          writer.schedule(end, delayNanos, TimeUnit.NANOSECONDS);
          writer.shutdown();
        });
  }

  private static void write(byte[] chunk, OutputStream out, Runnable end) {
    try {
      out.write(chunk);
    } catch (IOException e) {
      end.run();
    }
  }

  private static void close(Closeable end) {
    try {
      end.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void start(Runnable task) {
    daemon(task).start();
  }

  private static Thread daemon(Runnable task) {
    Thread thread = new Thread(task, "proxy");
    thread.setDaemon(true);
    return thread;
  }

  /** Takes no more connections; those that are open end with their ends. */
  @Override
  public void close() {
    close(listener);
  }
}
