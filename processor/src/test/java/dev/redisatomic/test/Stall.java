package dev.redisatomic.test;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Traffic that a {@link CuttingProxy} holds back until it is told to go on. */
public final class Stall {

  private static final long LIMIT_SECONDS = 20;

  private final CountDownLatch begun = new CountDownLatch(1);
  private final ByteArrayOutputStream held = new ByteArrayOutputStream();
  private final ByteArrayOutputStream lateReplies = new ByteArrayOutputStream();
  private @Nullable Sink sink;
  private boolean goingOn;
  private boolean ended;

  Stall() {}

  /** Waits until the byte has passed after which traffic is held back. */
  public void awaitBegin() {
    try {
      if (!begun.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
        throw new IllegalStateException("The byte that was waited for has not passed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public boolean hasBegun() {
    return begun.getCount() == 0;
  }

  /** Delivers what was held back, late; then traffic flows again. */
  public synchronized void goOn() {
    goingOn = true;
    if (sink != null) {
      sink.deliver(held.toByteArray());
      if (ended) {
        sink.end();
      }
    }
  }

  /** What the server has answered on the stalled connection since {@link #goOn()}. */
  public synchronized String lateReplies() {
    return lateReplies.toString(ISO_8859_1);
  }

  synchronized void begin(Sink to) {
    sink = to;
    begun.countDown();
    if (goingOn) {
      goOn();
    }
  }

  /** Takes what belongs behind the held bytes; false once traffic flows again. */
  synchronized boolean hold(byte[] bytes, int from, int length) {
    if (!goingOn) {
      held.write(bytes, from, length);
    }
    return !goingOn;
  }

  /** The sender has hung up; the receiver learns it after the held bytes. */
  synchronized boolean holdEnd() {
    ended = true;
    return !goingOn;
  }

  synchronized void reply(byte[] bytes, int length) {
    if (goingOn) {
      lateReplies.write(bytes, 0, length);
    }
  }

  /** One end of a connection. It gets nothing once it has ended. */
  record Sink(OutputStream stream, Runnable whenEnded) {

    void deliver(byte[] bytes) {
      deliver(bytes, 0, bytes.length);
    }

    void deliver(byte[] bytes, int from, int length) {
      try {
        stream.write(bytes, from, length);
        stream.flush();
      } catch (IOException e) {
        // it has hung up; what else comes is read all the same, so that the other side ends well
      }
    }

    void end() {
      whenEnded.run();
    }
  }
}
