package dev.redisatomic.contention;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** A thread for each task, a virtual one on Java 21 and later. */
final class CloseableThreads implements AutoCloseable {

  private final ExecutorService threads = newThreads();

  private static ExecutorService newThreads() {
    if (Runtime.version().feature() < 21) {
      return Executors.newCachedThreadPool();
    }
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("Java 21 has virtual threads", e);
    }
  }

  Future<?> submit(Callable<?> task) {
    return threads.submit(task);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
