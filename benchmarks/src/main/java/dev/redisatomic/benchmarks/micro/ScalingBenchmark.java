package dev.redisatomic.benchmarks.micro;

import dev.redisatomic.Queued;
import java.util.List;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** One call by the number of keys that it declares, reads or writes. */
public class ScalingBenchmark extends ApplicationBenchmark {

  @Param({"1", "10", "100", "1000"})
  public int count;

  private List<String> keys = List.of();

  @Setup
  public void makeKeys() {
    keys = IntStream.range(0, count).mapToObj(i -> "account:" + i + ":balance").toList();
  }

  @Benchmark
  public void keys() {
    bank.declare(keys);
  }

  @Benchmark
  public long reads() {
    return bank.read(keys);
  }

  @Benchmark
  public void writes() {
    bank.write(keys);
  }

  @Benchmark
  public long results() {
    long sum = 0;
    for (Queued<Long> result : bank.writeForResults(keys)) {
      sum += result.get();
    }
    return sum;
  }
}
