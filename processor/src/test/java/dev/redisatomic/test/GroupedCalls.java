package dev.redisatomic.test;

import dev.redisatomic.execution.AtomicExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;

/**
 * Calls on a hot key that are in line when the first of them ends its body, which waits for that,
 * so that they can commit together.
 */
public final class GroupedCalls {

  private GroupedCalls() {}

  /** A way to run a body. */
  @FunctionalInterface
  public interface Caller<T> {
    T call(Callable<T> body) throws Exception;
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
      Await.until(waiting + " calls wait in line", () -> executor.waitingThreads() == waiting);
    }
    inLine.countDown();
    return calls;
  }
}
