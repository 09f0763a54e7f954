package dev.redisatomic.benchmarks.micro;

import dev.redisatomic.Queued;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** One call by the number of keys that it declares, reads or writes. */
public class ScalingBenchmark extends ApplicationBenchmark {

  /** How many keys. */
  @Param({"1", "10", "100", "1000"})
  public int count;

  private List<String> keys = List.of();

  /** Makes the keys. */
  @Setup
  public void makeKeys() {
    keys = IntStream.range(0, count).mapToObj(i -> "account:" + i + ":balance").toList();
  }

  /** So many keys declared and watched, one write. */
  @Benchmark
  public void keys() {
    bank.declare(keys);
  }

  /** So many reads, each of another key. */
  @Benchmark
  public long reads() {
    return bank.read(keys);
  }

  /** So many writes, each to another key. */
  @Benchmark
  public void writes() {
    bank.write(keys);
  }

  /** So many writes, the result of each asked for and read. */
  @Benchmark
  public long results() {
    long sum = 0;
    for (Queued<Long> result : bank.writeForResults(keys)) {
      sum += result.get();
    }
    return sum;
  }
}
