package dev.redisatomic.benchmarks.measure;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import org.springframework.scheduling.concurrent.CustomizableThreadFactory;
import redis.clients.jedis.HostAndPort;

/**
 * Stands between clients and a server, counts what passes, and delays it each way. A chunk goes on
 * a fixed time after it came, however many are on their way: as on a long wire, not as behind a
 * slow machine. Waiting is as exact as the system's timers, which on Linux are some 60 µs late.
 */
public final class TcpProxy implements AutoCloseable {

  private static final int BUFFER = 64 * 1024;
  private static final CustomizableThreadFactory THREADS = new CustomizableThreadFactory("proxy-");

  static {
    THREADS.setDaemon(true);
  }

  /** What a client sent before a reply to it came is one. */
  final AtomicLong roundTrips = new AtomicLong();

  /** Bytes from clients to the server. */
  final AtomicLong sent = new AtomicLong();

  /** Bytes from the server to clients. */
  final AtomicLong received = new AtomicLong();

  private final HostAndPort target;
  private final Duration delay;
  private final ServerSocket listener;
  private final Set<Closeable> sockets = ConcurrentHashMap.newKeySet();

  public TcpProxy(HostAndPort target, Duration delay) {
    this.target = target;
    this.delay = delay;
    try {
      listener = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    THREADS.newThread(this::accept).start();
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
  void reset() {
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
      IntConsumer request =
          bytes -> {
            sent.addAndGet(bytes);
            if (answered.getAndSet(false)) {
              roundTrips.incrementAndGet();
            }
          };
      IntConsumer reply =
          bytes -> {
            received.addAndGet(bytes);
            answered.set(true);
          };
      THREADS.newThread(() -> relay(client, server, request)).start();
      THREADS.newThread(() -> relay(server, client, reply)).start();
    } catch (IOException e) {
      client.close(); // As a server that is not there.
    }
  }

  /** One direction; closes both ends when either has closed its own. */
  private void relay(Socket from, Socket to, IntConsumer counter) {
    ScheduledExecutorService wire = Executors.newSingleThreadScheduledExecutor(THREADS);
    byte[] buffer = new byte[BUFFER];
    try {
      int length = from.getInputStream().read(buffer);
      while (length >= 0) {
        counter.accept(length);
        byte[] chunk = Arrays.copyOf(buffer, length);
        var unused =
            wire.schedule(() -> send(chunk, from, to), delay.toNanos(), TimeUnit.NANOSECONDS);
        length = from.getInputStream().read(buffer);
      }
    } catch (IOException e) {
      // Either end has closed its connection, and so do we.
    }
    var unused = wire.schedule(() -> close(from, to), delay.toNanos(), TimeUnit.NANOSECONDS);
    wire.shutdown(); // What is on its way still arrives.
  }

  private void send(byte[] chunk, Socket from, Socket to) {
    try {
      to.getOutputStream().write(chunk);
    } catch (IOException e) {
      close(from, to); // As above.
    }
  }

  private void close(Closeable... ends) {
    for (Closeable end : ends) {
      sockets.remove(end);
      try {
        end.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  @Override
  public void close() {
    close(listener);
    close(sockets.toArray(Closeable[]::new));
  }
}
