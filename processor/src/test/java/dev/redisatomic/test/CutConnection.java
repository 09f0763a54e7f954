package dev.redisatomic.test;

import dev.redisatomic.test.CuttingProxy.Fault;
import dev.redisatomic.test.CuttingProxy.Way;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection through a {@link CuttingProxy}. A cut ends both directions, but goes on
 * reading from either side until that side has ended too: closing a socket with unread bytes would
 * reset it and could take delivered bytes back.
 */
final class CutConnection {

  private static final int BUFFER = 1 << 16;

  private final CuttingProxy proxy;
  private final Socket client;
  private final Socket server;
  private final AtomicInteger openWays = new AtomicInteger(2);
  private volatile boolean cut;
  private volatile @Nullable Stall stall;
  private volatile @Nullable Way stalledWay;

  CutConnection(CuttingProxy proxy, Socket client, Socket server) throws IOException {
    this.proxy = proxy;
    this.client = client;
    this.server = server;
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
  }

  void start() {
    startThread("cut-to-server", () -> forward(Way.TO_SERVER, client, server));
    startThread("cut-to-client", () -> forward(Way.TO_CLIENT, server, client));
  }

  static void startThread(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  private void forward(Way way, Socket from, Socket to) {
    try {
      pump(way, from.getInputStream(), new Stall.Sink(to.getOutputStream(), () -> end(to)));
    } catch (IOException e) {
      // never connected, or closed by the test
    } finally {
      Stall held = stall;
      if (held == null || way != stalledWay || !held.holdEnd()) {
        end(to);
      }
      if (way == Way.TO_CLIENT) {
        // the server has read everything, answered it and hung up
        proxy.serverEnded(this);
      }
      if (openWays.decrementAndGet() == 0) {
        close();
      }
    }
  }

  private void pump(Way way, InputStream from, Stall.Sink to) {
    byte[] buffer = new byte[BUFFER];
    for (int read = read(from, buffer); read >= 0; read = read(from, buffer)) {
      Stall held = stall;
      if (cut) {
        continue;
      }
      if (held != null) {
        if (way != stalledWay) {
          held.reply(buffer, read);
        } else if (held.hold(buffer, 0, read)) {
          continue;
        }
        to.deliver(buffer, 0, read);
        continue;
      }
      Fault fault = proxy.due(way, read, this);
      if (fault == null) {
        to.deliver(buffer, 0, read);
        continue;
      }
      to.deliver(buffer, 0, fault.bytes());
      Stall begins = fault.stall();
      if (begins == null) {
        cut();
      } else {
        begins.hold(buffer, fault.bytes(), read - fault.bytes());
        stalledWay = way;
        stall = begins;
        begins.begin(to);
      }
    }
  }

  void cut() {
    cut = true;
    end(client);
    end(server);
  }

  /** A reset is an end like any other. */
  private static int read(InputStream from, byte[] buffer) {
    try {
      return from.read(buffer);
    } catch (IOException e) {
      return -1;
    }
  }

  private static void end(Socket side) {
    try {
      side.shutdownOutput();
    } catch (IOException e) {
      // it has ended before
    }
  }

  void close() {
    try (client;
        server) {
      proxy.ended(this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
