package dev.redisatomic.benchmarks.work;

/** Something that goes on beside the measured calls. */
@FunctionalInterface
public interface Disturbance extends AutoCloseable {
  @Override
  void close();
}
