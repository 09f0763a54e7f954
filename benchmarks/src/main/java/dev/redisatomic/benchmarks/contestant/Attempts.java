package dev.redisatomic.benchmarks.contestant;

/** How often bodies began to run. Belongs to one thread. */
public final class Attempts {

  private long begun;

  /** To be called first thing in every run of a body, also of a repeated one. */
  public void begin() {
    begun++;
  }

  public long begun() {
    return begun;
  }
}
