package dev.redisatomic.test;

import dev.redisatomic.testserver.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Stands between clients and a server and breaks connections at a chosen byte, because a protocol
 * is only as safe as its worst byte. What was let through up to that byte really arrives, and the
 * server has dealt with it when {@link #awaitEnds()} returns.
 */
public final class CuttingProxy implements AutoCloseable {

  private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(20);

  /** The direction of traffic. */
  public enum Way {
    TO_SERVER,
    TO_CLIENT
  }

  private final RedisServer server;
  private final ServerSocket listener;
  private final Map<Way, Long> passed = new EnumMap<>(Way.class);
  private final Deque<Fault> faults = new ArrayDeque<>();
  private final Set<CutConnection> connections = new HashSet<>();
  private final Set<CutConnection> broken = new HashSet<>();
  private boolean refusing;
  private boolean closed;
  private int connects;

  public CuttingProxy(RedisServer server) {
    this.server = server;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    mark();
    CutConnection.startThread("cutting-proxy-" + port(), this::accept);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** Starts counting bytes anew, as after warming up a pool. Faults that wait are dropped. */
  public synchronized void mark() {
    for (Way way : Way.values()) {
      passed.put(way, 0L);
    }
    faults.clear();
    connects = 0;
  }

  /** How many bytes came in since the mark, or since the last cut. */
  public synchronized long passed(Way way) {
    return passed.getOrDefault(way, 0L);
  }

  /** How many connections were made, or tried, since the mark. */
  public synchronized int connects() {
    return connects;
  }

  /**
   * Cuts the connection over which byte number {@code bytes} passes, counted from now or from the
   * cut before, whichever is later. That byte still arrives; with 0, nothing does.
   */
  public synchronized CuttingProxy cutAfter(Way way, long bytes) {
    faults.add(new Fault(way, bytes, null));
    return this;
  }

  /** As a cut, but the connection stays open and holds back what follows. */
  public synchronized Stall stallAfter(Way way, long bytes) {
    Stall stall = new Stall();
    faults.add(new Fault(way, bytes, stall));
    return stall;
  }

  /** Cuts all connections, and returns when the server has noticed. */
  public void cutAll() {
    List<CutConnection> open;
    synchronized (this) {
      open = List.copyOf(connections);
      broken.addAll(open);
    }
    open.forEach(CutConnection::cut);
    awaitEnds();
  }

  /** From now on (or no more) the server cannot be reached: every new connection is cut at once. */
  public synchronized void refuse(boolean refuse) {
    refusing = refuse;
  }

  /** Waits until the server has dealt with all that it got over the connections that were cut. */
  public synchronized void awaitEnds() {
    long deadline = System.nanoTime() + LIMIT_NANOS;
    try {
      while (!broken.isEmpty()) {
        long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (left <= 0) {
          throw new IllegalStateException("A connection that was cut did not end");
        }
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    Set<CutConnection> open;
    synchronized (this) {
      closed = true;
      open = new HashSet<>(connections);
    }
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    open.forEach(CutConnection::close);
  }

  private void accept() {
    while (true) {
      try {
        Socket client = listener.accept();
        try {
          open(client);
        } catch (IOException e) {
          client.close();
        }
      } catch (IOException e) {
        return; // The listener was closed.
      }
    }
  }

  private void open(Socket client) throws IOException {
    synchronized (this) {
      connects++;
      if (closed || refusing) {
        client.close();
        return;
      }
    }
    CutConnection connection =
        new CutConnection(this, client, new Socket(server.host(), server.port()));
    synchronized (this) {
      connections.add(connection);
    }
    connection.start();
  }

  /** Takes the fault off the list that is due within this number of bytes of a direction. */
  synchronized @Nullable Fault due(Way way, int bytes, CutConnection connection) {
    Fault next = faults.peek();
    if (next == null || next.way != way || bytes < next.bytes) {
      if (next != null && next.way == way) {
        next.bytes -= bytes;
      }
      passed.merge(way, (long) bytes, Long::sum);
      return null;
    }
    for (Way each : Way.values()) {
      passed.put(each, 0L);
    }
    broken.add(connection);
    return faults.remove();
  }

  synchronized void serverEnded(CutConnection connection) {
    broken.remove(connection);
    notifyAll();
  }

  synchronized void ended(CutConnection connection) {
    connections.remove(connection);
  }

  /** A fault that is to happen after a number of further bytes. */
  static final class Fault {

    private final Way way;
    private final @Nullable Stall stall;
    private long bytes;

    Fault(Way way, long bytes, @Nullable Stall stall) {
      this.way = way;
      this.bytes = bytes;
      this.stall = stall;
    }

    int bytes() {
      return Math.toIntExact(bytes);
    }

    @Nullable Stall stall() {
      return stall;
    }
  }
}
