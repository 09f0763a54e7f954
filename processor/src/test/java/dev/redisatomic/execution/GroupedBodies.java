package dev.redisatomic.execution;

import dev.redisatomic.test.GroupedCalls;
import dev.redisatomic.test.RedisSetup;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/**
 * Calls that commit together on a pool of one connection: the first waits in the middle of its body
 * until the others are queued, in their order.
 */
abstract class GroupedBodies extends WiredBodies {

  static final String KEY = "hot";

  final ExecutorService threads = Executors.newCachedThreadPool();

  GroupedBodies(RedisSetup setup, String... properties) {
    super(setup, properties);
  }

  /** Has calls queue for the key. */
  @BeforeEach
  void heat() throws Exception {
    GroupedCalls.crowd(application, other, threads, KEY);
    proxy.reset();
  }

  @AfterEach
  void stop() {
    threads.shutdownNow();
  }

  /** Starts calls that can commit together; the first holds the others up until all are queued. */
  @SafeVarargs
  @SuppressWarnings("varargs")
  final <T> List<Future<T>> together(Callable<T>... bodies) throws InterruptedException {
    return together(body -> atomic.call(body, KEY), bodies);
  }

  @SafeVarargs
  @SuppressWarnings("varargs")
  final <T> List<Future<T>> together(GroupedCalls.Caller<T> caller, Callable<T>... bodies)
      throws InterruptedException {
    return GroupedCalls.start(application, threads, caller, List.of(bodies));
  }

  /** Adds one to the key, and returns what it was before. */
  String increment() {
    String before = values.get(KEY);
    values.set(KEY, String.valueOf(Long.parseLong(String.valueOf(before)) + 1));
    return String.valueOf(before);
  }

  /** The same, counting how often it runs. */
  String counted(AtomicInteger runs) {
    runs.incrementAndGet();
    return increment();
  }

  long sent(String command) {
    return proxy.commands().stream().filter(sent -> sent.get(0).equals(command)).count();
  }
}
