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
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import redis.clients.jedis.HostAndPort;

/**
 * Stands between clients and a server, counts what passes, and delays it each way. A chunk goes on
 * a fixed time after it came, however many are on their way: as on a long wire, not as behind a
 * slow machine. Waiting is as exact as the system's timers, which on Linux are some 60 µs late.
 */
public final class TcpProxy implements AutoCloseable {

  private static final int BUFFER = 64 * 1024;
  private static final Chunk END = new Chunk(new byte[0], 0);

  /** What a client sent before a reply to it came is one. */
  final AtomicLong roundTrips = new AtomicLong();

  /** Bytes from clients to the server. */
  final AtomicLong sent = new AtomicLong();

  /** Bytes from the server to clients. */
  final AtomicLong received = new AtomicLong();

  private final HostAndPort target;
  private final long delayNanos;
  private final ServerSocket listener;
  private final Set<Closeable> sockets = ConcurrentHashMap.newKeySet();

  @SuppressWarnings("ArrayRecordComponent") // Nobody compares them.
  private record Chunk(byte[] bytes, long due) {}

  public TcpProxy(HostAndPort target, Duration delay) {
    this.target = target;
    this.delayNanos = delay.toNanos();
    try {
      listener = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start("proxy-accept", this::accept);
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
    sockets.add(client);
    try {
      Socket server = new Socket(target.getHost(), target.getPort());
      sockets.add(server);
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
    BlockingQueue<Chunk> onTheWay = new LinkedBlockingQueue<>();
    start("proxy-read", () -> read(in, counter, onTheWay));
    start(
        "proxy-write",
        () -> {
          write(onTheWay, out);
          close(from);
          close(to);
        });
  }

  private void read(InputStream in, IntConsumer counter, BlockingQueue<Chunk> onTheWay) {
    byte[] buffer = new byte[BUFFER];
    try {
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        counter.accept(length);
        onTheWay.add(new Chunk(Arrays.copyOf(buffer, length), System.nanoTime() + delayNanos));
      }
    } catch (IOException e) {
      // Either end has closed its connection, and so do we.
    }
    onTheWay.add(END);
  }

  private static void write(BlockingQueue<Chunk> onTheWay, OutputStream out) {
    try {
      for (Chunk chunk = onTheWay.take(); chunk.bytes.length > 0; chunk = onTheWay.take()) {
        long left = chunk.due - System.nanoTime();
        while (left > 0) {
          LockSupport.parkNanos(left);
          left = chunk.due - System.nanoTime();
        }
        out.write(chunk.bytes);
      }
    } catch (IOException e) {
      // As above.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void close(Closeable end) {
    sockets.remove(end);
    try {
      end.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    close(listener);
    Set.copyOf(sockets).forEach(this::close);
  }
}
