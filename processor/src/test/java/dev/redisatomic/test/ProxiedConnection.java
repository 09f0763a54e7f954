package dev.redisatomic.test;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/**
 * One client's connection through a {@link RecordingProxy}; it alone knows when a round trip
 * starts.
 */
final class ProxiedConnection {

  private static final Set<String> SET_UP =
      Set.of("HELLO", "AUTH", "SELECT", "CLIENT SETNAME", "CLIENT SETINFO");
  private static final int BUFFER = 1 << 16;

  private final RecordingProxy proxy;
  private final int number;
  private final Socket client;
  private final Socket server;

  /** Commands sent to the server whose replies have not been forwarded. */
  private final AtomicInteger awaited = new AtomicInteger();

  private volatile boolean losingReplies;
  private boolean settingUp = true;

  ProxiedConnection(RecordingProxy proxy, int number, Socket client, Socket server) {
    this.proxy = proxy;
    this.number = number;
    this.client = client;
    this.server = server;
  }

  void start() {
    startThread("commands", this::forwardCommands);
    startThread("replies", this::forwardReplies);
  }

  private void startThread(String direction, Direction loop) {
    Runnable task =
        () -> {
          try {
            loop.run();
          } catch (IOException e) {
            // One side has hung up, so the other one is told below.
          } catch (RuntimeException | Error e) {
            proxy.failed(e);
          } finally {
            close();
          }
        };
    Thread thread = new Thread(task, "recording-proxy-" + number + "-" + direction);
    thread.setDaemon(true);
    thread.start();
  }

  private void forwardCommands() throws IOException {
    client.setTcpNoDelay(true);
    server.setTcpNoDelay(true);
    InputStream fromClient = client.getInputStream();
    OutputStream toServer = new BufferedOutputStream(server.getOutputStream(), BUFFER);
    RespFrames frames = new RespFrames();
    byte[] buffer = new byte[BUFFER];
    int trip = 0;
    for (int read = fromClient.read(buffer); read >= 0; read = fromClient.read(buffer)) {
      // Only a client that has seen every reply can have waited for one.
      if (awaited.get() == 0 && !frames.isPartial()) {
        trip = proxy.nextTrip();
      }
      List<byte[]> burst = frames.add(buffer, read);
      List<List<String>> commands = burst.stream().map(RespFrames::words).toList();
      for (List<String> command : commands) {
        settingUp = settingUp && isSetUp(command);
        if (!settingUp) {
          proxy.record(number, trip, command);
        }
      }
      proxy.applyRules(commands, this);
      for (int i = 0; i < burst.size(); i++) {
        Consumer<ProxiedConnection> between = proxy.splitBefore(commands.get(i));
        if (between != null) {
          toServer.flush();
          Await.until("the server has answered", () -> awaited.get() == 0);
          between.accept(this);
        }
        awaited.incrementAndGet();
        toServer.write(burst.get(i));
      }
      toServer.flush();
    }
  }

  private void forwardReplies() throws IOException {
    InputStream fromServer = server.getInputStream();
    OutputStream toClient = client.getOutputStream();
    RespFrames frames = new RespFrames();
    byte[] buffer = new byte[BUFFER];
    for (int read = fromServer.read(buffer); read >= 0; read = fromServer.read(buffer)) {
      long replies =
          frames.add(buffer, read).stream().filter(value -> !RespFrames.isPush(value)).count();
      int left = awaited.addAndGet((int) -replies);
      if (!losingReplies) {
        toClient.write(buffer, 0, read);
      } else if (left == 0) {
        return;
      }
    }
  }

  private static boolean isSetUp(List<String> command) {
    String name = command.get(0).toUpperCase(Locale.ROOT);
    return SET_UP.contains(
        name.equals("CLIENT") ? name + " " + command.get(1).toUpperCase(Locale.ROOT) : name);
  }

  /** From here on the server still gets the commands, and its replies end here. */
  void loseReplies() {
    losingReplies = true;
  }

  void close() {
    try (client;
        server) {
      proxy.forget(this);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private interface Direction {
    void run() throws IOException;
  }
}
