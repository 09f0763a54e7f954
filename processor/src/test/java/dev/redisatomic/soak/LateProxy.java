package dev.redisatomic.soak;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * A network that now and then delivers late. What a client sent can arrive long after the client
 * has given up, which is what a marker has to be watched for; and so can the reply to a commit that
 * was applied, which is what it has to be left for.
 */
final class LateProxy implements AutoCloseable {

  private static final int LATE_ONE_IN = 5;

  private final ServerSocket listener;
  private final int target;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile long lateNanos;

  LateProxy(int target) throws IOException {
    this.target = target;
    this.listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  int port() {
    return listener.getLocalPort();
  }

  /** From now on, some of what is sent arrives this much later. */
  void late(Duration by) {
    lateNanos = by.toNanos();
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "late-proxy");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        open.add(client);
        daemon(() -> connect(client));
      } catch (IOException e) {
        close();
      }
    }
  }

  private void connect(Socket client) {
    try (client;
        Socket server = new Socket(InetAddress.getLoopbackAddress(), target)) {
      open.add(server);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      daemon(() -> answer(server, client));
      forward(client.getInputStream(), server.getOutputStream());
      open.remove(server);
    } catch (IOException e) {
      // the server is down, or one of the two has gone
    } finally {
      open.remove(client);
    }
  }

  private void forward(InputStream from, OutputStream to) throws IOException {
    byte[] bytes = new byte[8192];
    for (int length = from.read(bytes); length >= 0; length = from.read(bytes)) {
      if (lateNanos > 0 && ThreadLocalRandom.current().nextInt(LATE_ONE_IN) == 0) {
        try {
          TimeUnit.NANOSECONDS.sleep(lateNanos);
        } catch (InterruptedException e) {
          return;
        }
      }
      to.write(bytes, 0, length);
    }
  }

  /** A client that has gone takes nothing from what it sent before. */
  private void answer(Socket server, Socket client) {
    try {
      forward(server.getInputStream(), client.getOutputStream());
      client.close();
    } catch (IOException e) {
      // its requests may still be on their way
    }
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
