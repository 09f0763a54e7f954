package dev.redisatomic.benchmarks.report;

import dev.redisatomic.benchmarks.work.Contestants;
import dev.redisatomic.benchmarks.work.Played;
import dev.redisatomic.benchmarks.work.Played.Calls;
import dev.redisatomic.benchmarks.work.Setting;
import dev.redisatomic.benchmarks.work.Work;
import dev.redisatomic.benchmarks.work.Work.Invariant;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** All that was measured in one run, as it is in {@code results.json}. */
public record Results(Facts facts, List<ScenarioResult> scenarios, List<Footprint> footprints) {

  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES) // Older programs knew less.
          .build();

  /** Reads a file, if it is there. */
  public static <T> Optional<T> read(Path file, Class<T> type) throws IOException {
    return Files.exists(file)
        ? Optional.of(JSON.readValue(Files.readString(file), type))
        : Optional.empty();
  }

  public void write(Path file) throws IOException {
    Files.writeString(file, JSON.writeValueAsString(this) + "\n");
  }

  /** Where and how the measurement ran; the figures of a quick one mean nothing. */
  public record Facts(
      String date,
      Map<String, String> machine,
      Map<String, Double> pingMicros,
      int rounds,
      double seconds,
      int poolSize,
      boolean quick) {}

  /** One work under one setting. */
  public record ScenarioResult(String work, Setting setting, List<Series> series) {

    String label() {
      return Work.label(work);
    }

    /** Such as {@code Funds transfer, 1 thread, cold}. */
    String where() {
      return label() + ", " + setting.describe();
    }

    List<Row> rows() {
      return series.stream().map(one -> new Row(this, one.contestant(), one.rounds())).toList();
    }

    Optional<Row> row(String contestant) {
      return rows().stream().filter(row -> row.contestant().equals(contestant)).findFirst();
    }
  }

  /** The measured rounds of one contestant. One that overruns may have fewer than others. */
  public record Series(String contestant, List<RoundResult> rounds) {}

  /** What one call costs that nobody else disturbs. */
  public record Footprint(
      String work,
      String contestant,
      double roundTrips,
      double bytesSent,
      double bytesReceived,
      double allocatedBytes) {

    String label() {
      return Work.label(work);
    }

    String who() {
      return Contestants.label(contestant);
    }
  }

  /**
   * One contestant in one round; see {@link Calls}.
   *
   * @param medianMicros the latency that half of the calls, also of those that threw, did not
   *     exceed
   * @param leastShare what the thread with the fewest commits has of all commits
   * @param cutOff how many calls were interrupted because they went on for seconds after the round;
   *     what those did is not known
   * @param invariant whether the data was right, or null if that cannot be judged for that reason
   */
  public record RoundResult(
      double seconds,
      long inTime,
      long commits,
      long attempts,
      Map<String, Long> gaveUp,
      double medianMicros,
      double p99Micros,
      double leastShare,
      double greatestShare,
      double cpuMillis,
      long cutOff,
      @Nullable Invariant invariant) {

    public static RoundResult of(Played played, double seconds, @Nullable Invariant invariant) {
      List<Calls> threads = played.threads();
      long[] latencies =
          threads.stream().flatMapToLong(one -> Arrays.stream(one.latencies())).sorted().toArray();
      LongSummaryStatistics commits =
          threads.stream().mapToLong(Calls::commits).summaryStatistics();
      Map<String, Long> gaveUp = new TreeMap<>();
      threads.forEach(one -> one.gaveUp().forEach((why, n) -> gaveUp.merge(why, n, Long::sum)));
      return new RoundResult(
          seconds,
          threads.stream().mapToLong(Calls::inTime).sum(),
          commits.getSum(),
          threads.stream().mapToLong(Calls::attempts).sum(),
          gaveUp,
          micros(latencies, 0.5),
          micros(latencies, 0.99),
          commits.getMin() / (double) Math.max(1, commits.getSum()),
          commits.getMax() / (double) Math.max(1, commits.getSum()),
          played.cpuMillis(),
          played.cutOff(),
          invariant);
    }

    /** What the given share of sorted nanoseconds does not exceed; 0 if there are none. */
    public static double micros(long[] sorted, double share) {
      return sorted.length == 0
          ? 0
          : sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)] / 1e3;
    }

    /** Commits per second. */
    double rate() {
      return inTime / seconds;
    }

    double fairness() {
      return leastShare / greatestShare;
    }
  }
}
