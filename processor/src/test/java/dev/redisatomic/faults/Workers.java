package dev.redisatomic.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs something on several threads at once and passes on the first failure. */
final class Workers {

  private Workers() {}

  interface Task<T> {
    T run(int worker) throws Exception;
  }

  static <T> List<T> run(int count, Task<T> task) throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(count);
    try {
      List<Future<T>> results = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        int worker = i;
        Callable<T> call = () -> task.run(worker);
        results.add(threads.submit(call));
      }
      List<T> values = new ArrayList<>();
      for (Future<T> result : results) {
        values.add(result.get());
      }
      return values;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof Error error) {
        throw error;
      }
      throw e;
    } finally {
      threads.shutdownNow();
    }
  }
}
