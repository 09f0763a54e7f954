package dev.redisatomic.benchmarks.micro;

import dev.redisatomic.attribute.AtomicAttribute;
import dev.redisatomic.attribute.AtomicAttributeSource;
import dev.redisatomic.command.Key;
import java.util.List;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;

/** From arguments to keys, and nothing else. */
public class KeyResolutionBenchmark extends MicroBenchmark {

  private static final int LIMIT = 1000;

  private final AtomicAttributeSource source = new AtomicAttributeSource(text -> text);
  private final AtomicAttribute templates = attribute("templates");
  private final AtomicAttribute expressions = attribute("expressions");
  private final Object[] accounts = {"alice", "bob"};
  private final Object[] order = {new Bank.Order("alice", "4711")};

  private AtomicAttribute attribute(String method) {
    return Stream.of(Bank.class.getMethods())
        .filter(each -> each.getName().equals(method))
        .map(each -> source.find(each, Bank.class))
        .findFirst()
        .orElseThrow();
  }

  /** Two keys with {@code {}}. */
  @Benchmark
  public List<Key> templates() {
    return templates.keysOf(accounts, LIMIT);
  }

  /** Two keys with expressions. */
  @Benchmark
  public List<Key> expressions() {
    return expressions.keysOf(order, LIMIT);
  }
}
