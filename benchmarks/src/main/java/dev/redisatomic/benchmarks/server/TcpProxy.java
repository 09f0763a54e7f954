package dev.redisatomic.benchmarks.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands between clients and a server, counts what passes, and delays it each way. */
public final class TcpProxy implements AutoCloseable {

  private final Address target;
  private final Duration delay;
  private final Traffic traffic = new Traffic();
  private final ServerSocket listener;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();

  public TcpProxy(Address target, Duration delay) {
    this.target = target;
    this.delay = delay;
    try {
      listener = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start("proxy-accept", this::accept);
  }

  public Address address() {
    return new Address("127.0.0.1", listener.getLocalPort());
  }

  public Traffic traffic() {
    return traffic;
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
      Socket server = new Socket(target.host(), target.port());
      sockets.add(server);
      client.setTcpNoDelay(true);
      server.setTcpNoDelay(true);
      Traffic.Connection counter = traffic.connection();
      relay(client, server, counter::request);
      relay(server, client, counter::reply);
    } catch (IOException e) {
      client.close(); // As a server that is not there.
    }
  }

  private void relay(Socket from, Socket to, DelayLine.Observer observer) throws IOException {
    DelayLine line =
        new DelayLine(
            from.getInputStream(),
            to.getOutputStream(),
            delay,
            observer,
            () -> closeBoth(from, to));
    start("proxy-read", line::read);
    if (!delay.isZero()) {
      start("proxy-write", line::write);
    }
  }

  private void closeBoth(Socket one, Socket other) {
    close(one);
    close(other);
  }

  private void close(Socket socket) {
    sockets.remove(socket);
    try {
      socket.close();
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
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Set.copyOf(sockets).forEach(this::close);
  }
}
