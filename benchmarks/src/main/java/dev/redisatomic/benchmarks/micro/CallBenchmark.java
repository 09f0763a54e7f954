package dev.redisatomic.benchmarks.micro;

import org.openjdk.jmh.annotations.Benchmark;

/** One call through the proxy, by what is declared and what the body does. */
public class CallBenchmark extends ApplicationBenchmark {

  private final Bank.Order order = new Bank.Order("alice", "4711");

  /** Nothing declared, empty body. */
  @Benchmark
  public void emptyBody() {
    bank.nothing();
  }

  /** Two keys with {@code {}}, empty body. */
  @Benchmark
  public void templates() {
    bank.templates("alice", "bob");
  }

  /** Two keys with expressions, empty body. */
  @Benchmark
  public void expressions() {
    bank.expressions(order);
  }

  /** Two keys, two reads, two writes. */
  @Benchmark
  public boolean transfer() {
    return bank.transfer("alice", "bob", 10);
  }

  /** The same without annotations. */
  @Benchmark
  public boolean transferByTemplate() {
    return bank.transferByTemplate("alice", "bob", 10);
  }
}
