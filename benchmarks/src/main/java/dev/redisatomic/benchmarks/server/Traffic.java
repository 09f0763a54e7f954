package dev.redisatomic.benchmarks.server;

import java.util.concurrent.atomic.AtomicLong;

/** What passed a proxy. A round trip is all that a client sent before a reply to it came. */
public final class Traffic {

  private final AtomicLong roundTrips = new AtomicLong();
  private final AtomicLong sent = new AtomicLong();
  private final AtomicLong received = new AtomicLong();

  public void reset() {
    roundTrips.set(0);
    sent.set(0);
    received.set(0);
  }

  public long roundTrips() {
    return roundTrips.get();
  }

  /** Bytes from clients to the server. */
  public long sent() {
    return sent.get();
  }

  /** Bytes from the server to clients. */
  public long received() {
    return received.get();
  }

  /** The view of one connection. */
  Connection connection() {
    return new Connection();
  }

  final class Connection {

    private boolean answered = true;

    synchronized void request(int bytes) {
      sent.addAndGet(bytes);
      if (answered) {
        answered = false;
        roundTrips.incrementAndGet();
      }
    }

    synchronized void reply(int bytes) {
      received.addAndGet(bytes);
      answered = true;
    }
  }
}
