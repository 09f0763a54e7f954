package dev.redisatomic.test;

import static java.util.stream.Collectors.joining;

import dev.redisatomic.testserver.RedisServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Stands between clients and a server, because a promise about the wire is only proved on the wire:
 * it records the commands, counts the round trips, and acts or cuts at a chosen command.
 *
 * <p>A round trip is everything that a client sent before the replies to it were forwarded. A
 * connection's set-up (HELLO, AUTH, CLIENT SETNAME, CLIENT SETINFO and SELECT as its first
 * commands) is neither recorded nor counted.
 */
public final class RecordingProxy implements AutoCloseable {

  private final RedisServer server;
  private final ServerSocket listener;
  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private final List<Rule> splits = new CopyOnWriteArrayList<>();
  private final Set<ProxiedConnection> connections = new HashSet<>();
  private final List<Passed> passed = new ArrayList<>();
  private final List<Throwable> failures = new ArrayList<>();
  private int lastConnection;
  private int lastTrip;
  private boolean closed;

  public RecordingProxy(RedisServer server) {
    this.server = server;
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread acceptor = new Thread(this::accept, "recording-proxy-" + port());
    acceptor.setDaemon(true);
    acceptor.start();
  }

  /** What a condition of the methods below often is. */
  public static Predicate<List<String>> named(String command) {
    return words -> words.get(0).equalsIgnoreCase(command);
  }

  public int port() {
    return listener.getLocalPort();
  }

  /** Forgets what passed so far, as after warming up a pool. Rules stay. */
  public synchronized void reset() {
    passed.clear();
  }

  /** Since the last reset, as they came in, such as [[WATCH, key], [GET, key]]. */
  public synchronized List<List<String>> commands() {
    return passed.stream().map(Passed::command).toList();
  }

  /** Since the last reset. */
  public synchronized int roundTrips() {
    return (int) passed.stream().mapToInt(Passed::trip).distinct().count();
  }

  /** How many connections carried commands since the last reset. */
  public synchronized int connectionsUsed() {
    return (int) passed.stream().mapToInt(Passed::connection).distinct().count();
  }

  /**
   * Runs the action once, when the next such command has arrived, before anything of its burst is
   * forwarded. If the action throws, {@link #close()} does too.
   */
  public void beforeNext(Predicate<List<String>> command, Runnable action) {
    rules.add(new Rule(command, true, connection -> action.run()));
  }

  /** As {@link #beforeNext}, every time. */
  public void beforeEvery(Predicate<List<String>> command, Runnable action) {
    rules.add(new Rule(command, false, connection -> action.run()));
  }

  /**
   * Runs the action once, when the next such command has arrived, and the server has answered what
   * came before it, also in the same burst.
   */
  public void betweenRepliesAndNext(Predicate<List<String>> command, Runnable action) {
    splits.add(new Rule(command, true, connection -> action.run()));
  }

  /** Cuts the connection at the next such command: the server sees nothing of its burst. */
  public void cutBeforeNext(Predicate<List<String>> command) {
    rules.add(new Rule(command, true, ProxiedConnection::close));
  }

  /** Cuts the connection when the server has answered the burst: the client sees no reply. */
  public void cutAfterNext(Predicate<List<String>> command) {
    rules.add(new Rule(command, true, ProxiedConnection::loseReplies));
  }

  /**
   * Ends all connections.
   *
   * @throws IllegalStateException if an action failed or something that is not RESP passed
   */
  @Override
  public void close() {
    List<ProxiedConnection> open;
    synchronized (this) {
      closed = true;
      open = List.copyOf(connections);
    }
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    open.forEach(ProxiedConnection::close);
    synchronized (this) {
      if (!failures.isEmpty()) {
        throw new IllegalStateException("The proxy or an action in it failed", failures.get(0));
      }
    }
  }

  /** One line per round trip, for messages of failed tests. */
  @Override
  public synchronized String toString() {
    return passed.stream()
        .mapToInt(Passed::trip)
        .distinct()
        .mapToObj(
            trip ->
                passed.stream()
                    .filter(command -> command.trip() == trip)
                    .map(command -> String.join(" ", command.command()))
                    .collect(joining("; ")))
        .collect(joining("\n"));
  }

  private void accept() {
    while (true) {
      try {
        Socket client = listener.accept();
        try {
          open(client, new Socket(server.host(), server.port()));
        } catch (IOException e) {
          client.close(); // As a server that is not there.
        }
      } catch (IOException e) {
        return; // The listener was closed.
      }
    }
  }

  private void open(Socket client, Socket upstream) {
    ProxiedConnection connection;
    boolean late;
    synchronized (this) {
      connection = new ProxiedConnection(this, ++lastConnection, client, upstream);
      late = closed;
      connections.add(connection);
    }
    if (late) {
      connection.close();
    } else {
      connection.start();
    }
  }

  synchronized int nextTrip() {
    return ++lastTrip;
  }

  synchronized void record(int connection, int trip, List<String> command) {
    passed.add(new Passed(connection, trip, command));
  }

  /** Without a lock: an action may ask this proxy, or come back through it. */
  void applyRules(List<List<String>> burst, ProxiedConnection connection) {
    for (Rule rule : List.copyOf(rules)) {
      for (List<String> command : burst) {
        if (rule.command().test(command) && (!rule.once() || rules.remove(rule))) {
          rule.effect().accept(connection);
        }
      }
    }
  }

  /** The rule for this command that wants it apart from what came before. */
  @Nullable Consumer<ProxiedConnection> splitBefore(List<String> command) {
    Rule wanted =
        splits.stream().filter(rule -> rule.command().test(command)).findFirst().orElse(null);
    return wanted != null && splits.remove(wanted) ? wanted.effect() : null;
  }

  synchronized void forget(ProxiedConnection connection) {
    connections.remove(connection);
  }

  synchronized void failed(Throwable failure) {
    failures.add(failure);
  }

  private record Rule(
      Predicate<List<String>> command, boolean once, Consumer<ProxiedConnection> effect) {}

  private record Passed(int connection, int trip, List<String> command) {}
}
