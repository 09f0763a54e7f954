package dev.redisatomic.benchmarks.micro;

/** What the beans of {@link BeansBenchmark} have in common. */
public interface Greeter {

  /**
   * An atomic method that does nothing.
   *
   * @param name part of its key
   */
  void greet(String name);
}
