package dev.redisatomic.benchmarks.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * One direction of a connection. A chunk leaves a fixed time after it came, however many are on
 * their way: as on a long wire, not as behind a slow machine. Waiting is as exact as the system's
 * timers, which on Linux are some 60 µs late.
 */
final class DelayLine {

  /** Is told of each chunk before it goes on. */
  interface Observer {
    void passing(int bytes);
  }

  private static final int BUFFER = 64 * 1024;
  private static final Chunk END = new Chunk(new byte[0], 0);

  private final InputStream from;
  private final OutputStream to;
  private final long delayNanos;
  private final Observer observer;
  private final Runnable atEnd;
  private final BlockingQueue<Chunk> onTheWay = new LinkedBlockingQueue<>();

  DelayLine(InputStream from, OutputStream to, Duration delay, Observer observer, Runnable atEnd) {
    this.from = from;
    this.to = to;
    this.delayNanos = delay.toNanos();
    this.observer = observer;
    this.atEnd = atEnd;
  }

  /** Until the sender hangs up. */
  void read() {
    byte[] buffer = new byte[BUFFER];
    try {
      for (int length = from.read(buffer); length >= 0; length = from.read(buffer)) {
        observer.passing(length);
        if (delayNanos == 0) {
          to.write(buffer, 0, length);
        } else {
          onTheWay.add(new Chunk(Arrays.copyOf(buffer, length), System.nanoTime() + delayNanos));
        }
      }
    } catch (IOException e) {
      // Either end has closed its connection, and so do we.
    }
    onTheWay.add(END);
    if (delayNanos == 0) {
      atEnd.run();
    }
  }

  /** Until the last chunk has been delivered. */
  void write() {
    try {
      for (Chunk chunk = onTheWay.take(); chunk != END; chunk = onTheWay.take()) {
        for (long left = chunk.due - System.nanoTime();
            left > 0;
            left = chunk.due - System.nanoTime()) {
          LockSupport.parkNanos(left);
        }
        to.write(chunk.bytes);
      }
    } catch (IOException e) {
      // As above.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    atEnd.run();
  }

  private static final class Chunk {

    final byte[] bytes;
    final long due;

    Chunk(byte[] bytes, long due) {
      this.bytes = bytes;
      this.due = due;
    }
  }
}
