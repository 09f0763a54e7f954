package dev.redisatomic.benchmarks.measure;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Starts threads, virtual ones also from code that JDK 17 has to run. */
final class Threads {

  private static final @Nullable MethodHandle START_VIRTUAL = startVirtual();

  private Threads() {}

  /** Why threads of a kind cannot be had. */
  static Optional<String> missing(boolean virtual) {
    return virtual && START_VIRTUAL == null ? Optional.of("needs JDK 21") : Optional.empty();
  }

  static Thread start(boolean virtual, String name, Runnable task) {
    if (!virtual) {
      Thread thread = new Thread(task, name);
      thread.start();
      return thread;
    }
    if (START_VIRTUAL == null) {
      throw new UnsupportedOperationException("Virtual threads need JDK 21");
    }
    try {
      return (Thread) START_VIRTUAL.invokeExact(task);
    } catch (Throwable e) {
      throw new IllegalStateException("No virtual thread could be started", e);
    }
  }

  private static @Nullable MethodHandle startVirtual() {
    try {
      return MethodHandles.publicLookup()
          .findStatic(
              Thread.class,
              "startVirtualThread",
              MethodType.methodType(Thread.class, Runnable.class));
    } catch (NoSuchMethodException | IllegalAccessException e) {
      return null;
    }
  }
}
