package dev.redisatomic.benchmarks.measure;

import java.util.Arrays;
import java.util.List;

/** Durations in nanoseconds, all of them, so that percentiles are exact. */
final class Latencies {

  private static final double NANOS_PER_MICRO = 1_000;

  private long[] nanos;
  private int size;

  Latencies() {
    this(1_024);
  }

  private Latencies(int capacity) {
    nanos = new long[capacity];
  }

  static Latencies merged(List<Latencies> parts) {
    Latencies all = new Latencies(parts.stream().mapToInt(part -> part.size).sum());
    for (Latencies part : parts) {
      System.arraycopy(part.nanos, 0, all.nanos, all.size, part.size);
      all.size += part.size;
    }
    Arrays.sort(all.nanos, 0, all.size);
    return all;
  }

  void add(long duration) {
    if (size == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * size);
    }
    nanos[size++] = duration;
  }

  /** Of sorted ones: what the given share of them does not exceed; 0 if there are none. */
  double micros(double share) {
    return size == 0 ? 0 : nanos[Math.max(0, (int) Math.ceil(share * size) - 1)] / NANOS_PER_MICRO;
  }
}
