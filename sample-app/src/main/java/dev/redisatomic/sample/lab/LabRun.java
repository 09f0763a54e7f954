package dev.redisatomic.sample.lab;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** A comparison that a browser asked for. It lives as long as the browser listens. */
class LabRun {

  private static final Log log = LogFactory.getLog(LabRun.class);

  private final Load load;
  private final QueueSetting queue;
  private final Duration longest;
  private final Feed feed;
  private final long asked = System.nanoTime();
  private final AtomicBoolean attended = new AtomicBoolean();
  private volatile boolean running;
  private volatile boolean stopped;

  LabRun(Load load, QueueSetting queue, Duration longest, Duration longestWait, Runnable hangUp) {
    this.load = load;
    this.queue = queue;
    this.longest = longest;
    this.feed = new Feed(longestWait.plus(longest), hangUp);
  }

  /** The way in which a run came to its end. */
  enum End {
    DONE,
    STOPPED,
    TIME_IS_UP
  }

  record Waiting(int ahead) {}

  record Ended(End end, Verdict verdict) {}

  record Failed(String detail) {}

  /** Claims the run for one browser; {@code false} if another one follows it already. */
  boolean attend() {
    return attended.compareAndSet(false, true);
  }

  boolean isAttended() {
    return attended.get();
  }

  /** Whether nobody came to listen. */
  boolean isForgotten(Duration patience) {
    return !isAttended() && System.nanoTime() - asked > patience.toNanos();
  }

  SseEmitter emitter() {
    return feed.emitter();
  }

  /** Says how many come first, unless the run has begun. One whose browser has gone ends here. */
  synchronized void waiting(int ahead) {
    if (!running) {
      feed.send("waiting", new Waiting(ahead));
    }
  }

  private synchronized boolean begin() {
    running = !stopped;
    return running;
  }

  /** Stops the run; {@code false} if it has not begun, and never will. */
  boolean stop() {
    stopped = true;
    if (!running) {
      feed.end();
    }
    return running;
  }

  /** Runs on the calling thread. What goes wrong is told to the browser. */
  void run(StringRedisTemplate redis, Contestants contestants, LabTurn turn) {
    try {
      if (turn.isTaken()) {
        waiting(0);
      }
      turn.run(
          () -> {
            if (begin()) {
              compare(redis, contestants, turn);
            }
          });
    } catch (RuntimeException e) {
      log.warn("A lab failed", e);
      feed.send("failed", new Failed("The lab failed. Is Redis still there?"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      feed.end();
    }
  }

  private void compare(StringRedisTemplate redis, Contestants contestants, LabTurn turn)
      throws InterruptedException {
    List<Contestant> both = List.of(contestants.naive(), contestants.atomic(queue));
    long start = System.nanoTime();
    SideBySide sides =
        new SideBySide(redis, load, both, () -> stopped || turn.isOver() || isLate(start));
    List<Result> results =
        sides.run(now -> feed.send("reading", Reading.of(now.get(0), now.get(1))));
    feed.send("ended", new Ended(end(results), Verdict.of(results.get(0), results.get(1))));
  }

  private End end(List<Result> results) {
    if (results.stream().allMatch(result -> result.calls() == load.transfers())) {
      return End.DONE;
    }
    return stopped ? End.STOPPED : End.TIME_IS_UP;
  }

  private boolean isLate(long start) {
    return System.nanoTime() - start > longest.toNanos();
  }
}
