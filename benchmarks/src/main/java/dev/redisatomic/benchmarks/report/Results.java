package dev.redisatomic.benchmarks.report;

import dev.redisatomic.benchmarks.work.Contestants;
import dev.redisatomic.benchmarks.work.Setting;
import dev.redisatomic.benchmarks.work.Task.Invariant;
import dev.redisatomic.benchmarks.work.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** All that was measured in one run, as it is in {@code results.json}. */
public record Results(
    Facts facts,
    List<ScenarioResult> scenarios,
    List<Footprint> footprints,
    List<HotKeysResult> hotKeys) {

  /** Also reads what older programs wrote: what one JVM saw in a round, without a list. */
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
          .build();

  /** Reads a file, if it is there. */
  public static <T> Optional<T> read(Path file, Class<T> type) throws IOException {
    return Files.exists(file)
        ? Optional.of(JSON.readValue(Files.readString(file), type))
        : Optional.empty();
  }

  public static void write(Path file, Object results) throws IOException {
    Files.writeString(file, JSON.writeValueAsString(results) + "\n");
  }

  /**
   * Where and how the measurement ran.
   *
   * @param machine what matters about machine and software, by name
   * @param pingMicros the median time of a PING, without and with the delaying proxy
   * @param poolSize how many connections each contestant could use
   * @param quick whether it was only a trial of the program, whose figures mean nothing
   */
  public record Facts(
      String date,
      Map<String, String> machine,
      Map<String, Double> pingMicros,
      int rounds,
      double seconds,
      int poolSize,
      boolean quick) {}

  /**
   * One work under one setting.
   *
   * @param notRun why it was not run, or null if it was
   */
  public record ScenarioResult(
      String work, Setting setting, @Nullable String notRun, List<Series> series) {}

  /**
   * The measured rounds of one contestant. One that overruns may have fewer than others.
   *
   * @param rounds for each round what each JVM saw; the invariant, if it could be judged, is in the
   *     first of them
   */
  public record Series(String contestant, List<List<RoundResult>> rounds) {}

  /**
   * What one call costs that nobody else disturbs.
   *
   * @param roundTrips times that it waits for the server
   * @param allocatedBytes in this JVM, by all of its threads
   */
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

    long sent() {
      return Math.round(bytesSent);
    }

    long received() {
      return Math.round(bytesReceived);
    }

    long allocated() {
      return Math.round(allocatedBytes);
    }
  }

  /**
   * Transfers between two accounts.
   *
   * @param threads how many each JVM had
   */
  public record HotKeysResult(int jvms, int threads, List<Series> series) {}

  /**
   * One contestant in one round.
   *
   * @param seconds how long calls were begun
   * @param inTime calls that returned in that time
   * @param commits calls that returned at all
   * @param attempts runs of bodies
   * @param gaveUp calls that threw, by the simple name of what they threw
   * @param overrunMillis how long after the time the last call ended
   * @param medianMicros the latency that half of the calls, also of those that threw, did not
   *     exceed
   * @param leastShare commits of the thread with the fewest, 1 being a fair share
   * @param cpuMillis what the process of the client spent, user and system, until the last call
   *     ended; null in results of older programs
   * @param cutOff how many calls were interrupted because they went on for seconds after the round;
   *     what those did is not known
   * @param invariant whether the data was right afterwards, or null if that cannot be judged
   *     because calls were cut off
   */
  public record RoundResult(
      double seconds,
      long inTime,
      long commits,
      long attempts,
      Map<String, Long> gaveUp,
      double overrunMillis,
      double medianMicros,
      double p99Micros,
      double maxMicros,
      double leastShare,
      double greatestShare,
      @Nullable Double cpuMillis,
      int cutOff,
      @Nullable Invariant invariant) {

    /** Commits per second. */
    public double rate() {
      return inTime / seconds;
    }

    public long gaveUpInAll() {
      return gaveUp.values().stream().mapToLong(Long::longValue).sum();
    }

    public RoundResult with(Invariant found) {
      return new RoundResult(
          seconds,
          inTime,
          commits,
          attempts,
          gaveUp,
          overrunMillis,
          medianMicros,
          p99Micros,
          maxMicros,
          leastShare,
          greatestShare,
          cpuMillis,
          cutOff,
          found);
    }
  }

  /** Transfers on one server and on clusters, as they are in {@code cluster.json}. */
  public record ClusterResults(
      String date, Map<String, String> machine, double seconds, boolean quick, List<Rates> rounds) {

    /**
     * Transfers per second with one number of threads, round by round.
     *
     * @param masters 0 for a server that is no cluster
     * @param wrong how many accounts did not have what was theirs in the end
     */
    public record Rates(int masters, int threads, List<Double> perSecond, int wrong) {}
  }
}
