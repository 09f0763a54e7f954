package dev.redisatomic.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.redisatomic.execution.AtomicExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.data.redis.core.ValueOperations;
import redis.clients.jedis.UnifiedJedis;

/**
 * Calls on a hot key that are queued when the first of them ends its body, which waits for that, so
 * that they can commit together.
 */
public final class GroupedCalls {

  private GroupedCalls() {}

  /** A way to run a body. */
  @FunctionalInterface
  public interface Caller<T> {
    T call(Callable<T> body) throws Exception;
  }

  /**
   * Sets a key to 0 by calls that collide, and then wait for each other, two at once: from now on,
   * those that want it wait in a group queue.
   */
  public static void crowd(
      TestApplication application, UnifiedJedis other, ExecutorService threads, String key)
      throws Exception {
    ValueOperations<String, String> values = application.redis().opsForValue();
    AtomicInteger runs = new AtomicInteger();
    Callable<Boolean> colliding =
        () -> {
          values.get(key);
          if (runs.incrementAndGet() == 1) {
            other.set(key, "0");
          }
          values.set(key, "0");
          return true;
        };
    Caller<Boolean> caller = body -> application.atomic().execute(() -> unchecked(body), key);
    caller.call(colliding);
    assertThat(runs).hasValue(2);
    for (Future<Boolean> call :
        start(application, threads, caller, List.of(colliding, colliding, colliding))) {
      call.get();
    }
  }

  /** Calls a body that throws nothing checked. */
  public static <T> T unchecked(Callable<T> body) {
    try {
      return body.call();
    } catch (RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  public static <T> List<Future<T>> start(
      TestApplication application,
      ExecutorService threads,
      Caller<T> caller,
      List<Callable<T>> bodies)
      throws InterruptedException {
    AtomicExecutor executor = application.get(AtomicExecutor.class);
    List<Future<T>> calls = new ArrayList<>();
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch inLine = new CountDownLatch(1);
    calls.add(
        threads.submit(
            () ->
                caller.call(
                    () -> {
                      T result = bodies.get(0).call();
                      entered.countDown();
                      inLine.await();
                      return result;
                    })));
    entered.await();
    for (int i = 1; i < bodies.size(); i++) {
      int waiting = i;
      Callable<T> body = bodies.get(i);
      calls.add(threads.submit(() -> caller.call(body)));
      Await.until(waiting + " calls wait in the queue", () -> executor.waitingThreads() == waiting);
    }
    inLine.countDown();
    return calls;
  }
}
