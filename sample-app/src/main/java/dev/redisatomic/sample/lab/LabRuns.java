package dev.redisatomic.sample.lab;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/**
 * The labs that browsers asked for: one runs, a few wait, more are turned away. A lab begins to
 * wait when its browser listens, and is stopped when that hangs up, so none is left behind. Those
 * that wait are told so again and again, because a closed connection is noticed by nothing else.
 */
@Component
class LabRuns {

  static final int MOST = 4;

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Duration BETWEEN_REMINDERS = Duration.ofSeconds(1);

  private final Duration longest;
  private final StringRedisTemplate redis;
  private final Contestants contestants;
  private final LabTurn turn;
  private final Map<UUID, LabRun> runs = new LinkedHashMap<>();
  private final ExecutorService worker = Executors.newSingleThreadExecutor(daemon("lab"));
  private final ScheduledExecutorService reminders =
      Executors.newSingleThreadScheduledExecutor(daemon("lab-reminders"));

  LabRuns(LabProperties limits, StringRedisTemplate redis, Contestants contestants, LabTurn turn) {
    this.longest = limits.longestRun();
    this.redis = redis;
    this.contestants = contestants;
    this.turn = turn;
    long pause = BETWEEN_REMINDERS.toMillis();
    Future<?> unused =
        reminders.scheduleWithFixedDelay(this::remind, pause, pause, TimeUnit.MILLISECONDS);
  }

  private static ThreadFactory daemon(String name) {
    return task -> {
      Thread thread = new Thread(task, name);
      thread.setDaemon(true);
      return thread;
    };
  }

  /** The new run's id, or empty if too many wait already. */
  synchronized Optional<UUID> add(Load load, QueueSetting queue) {
    runs.values().removeIf(run -> run.isForgotten(PATIENCE));
    if (runs.size() >= MOST) {
      return Optional.empty();
    }
    UUID id = UUID.randomUUID();
    runs.put(id, new LabRun(load, queue, longest, longest.multipliedBy(2 * MOST), () -> stop(id)));
    return Optional.of(id);
  }

  /** Lets a run wait for its turn, and hands out what it says; empty if there is no such run. */
  Optional<SseEmitter> attend(UUID id) {
    LabRun run = queue(id);
    if (run == null) {
      return Optional.empty();
    }
    tellWhoWaits();
    worker.execute(
        () -> {
          try {
            run.run(redis, contestants, turn);
          } finally {
            remove(id);
            tellWhoWaits();
          }
        });
    return Optional.of(run.emitter());
  }

  /** Lets a run come to its end soon; a run that is not there already has. */
  void stop(UUID id) {
    LabRun run = find(id);
    if (run != null && !run.stop()) {
      remove(id);
    }
  }

  /** Streams that are open would hold up the web server's end. */
  @EventListener(ContextClosedEvent.class)
  @Order(Ordered.HIGHEST_PRECEDENCE)
  void close() {
    queue().forEach(LabRun::stop);
    worker.shutdown();
    reminders.shutdown();
  }

  private void remind() {
    List<LabRun> queue = queue();
    if (!queue.isEmpty() && turn.isTaken()) {
      queue.get(0).waiting(0);
    }
    tellWhoWaits();
  }

  private void tellWhoWaits() {
    List<LabRun> queue = queue();
    for (int ahead = 1; ahead < queue.size(); ahead++) {
      queue.get(ahead).waiting(ahead);
    }
  }

  /** Puts a run that nobody follows yet at the end of the queue. */
  private synchronized @Nullable LabRun queue(UUID id) {
    LabRun run = runs.get(id);
    if (run == null || !run.attend()) {
      return null;
    }
    runs.remove(id);
    runs.put(id, run);
    return run;
  }

  private synchronized List<LabRun> queue() {
    return runs.values().stream().filter(LabRun::isAttended).toList();
  }

  private synchronized @Nullable LabRun find(UUID id) {
    return runs.get(id);
  }

  private synchronized void remove(UUID id) {
    runs.remove(id);
  }
}
