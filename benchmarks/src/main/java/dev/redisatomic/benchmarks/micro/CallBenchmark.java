package dev.redisatomic.benchmarks.micro;

import org.openjdk.jmh.annotations.Benchmark;

/** One call through the proxy, by what is declared and what the body does: see {@link Bank}. */
public class CallBenchmark extends MicroBenchmark {

  private final Bank bank;
  private final Bank.Order order = new Bank.Order("alice", "4711");

  public CallBenchmark() {
    application.refresh();
    bank = application.getBean(Bank.class);
  }

  @Benchmark
  public void emptyBody() {
    bank.nothing();
  }

  @Benchmark
  public void templates() {
    bank.templates("alice", "bob");
  }

  @Benchmark
  public void expressions() {
    bank.expressions(order);
  }

  @Benchmark
  public boolean transfer() {
    return bank.transfer("alice", "bob", 10);
  }

  @Benchmark
  public boolean transferByTemplate() {
    return bank.transferByTemplate("alice", "bob", 10);
  }
}
