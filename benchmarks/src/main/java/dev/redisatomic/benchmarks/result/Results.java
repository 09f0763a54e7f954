package dev.redisatomic.benchmarks.result;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** All that was measured in one run. */
public record Results(
    Facts facts,
    List<ScenarioResult> scenarios,
    List<Footprint> footprints,
    List<HotKeysResult> hotKeys) {

  public Optional<ScenarioResult> scenario(String work, Predicate<Setting> setting) {
    return scenarios.stream()
        .filter(one -> one.work().equals(work) && setting.test(one.setting()))
        .findFirst();
  }

  /**
   * Where and how the measurement ran.
   *
   * @param date the day, in UTC
   * @param machine what matters about machine and software, by name
   * @param pingMicros the median time of a PING, without and with the delaying proxy
   * @param rounds how many were measured
   * @param seconds how long each was
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
      String work, Setting setting, @Nullable String notRun, List<Series> series) {

    public Optional<Series> of(String contestant) {
      return series.stream().filter(one -> one.contestant().equals(contestant)).findFirst();
    }
  }

  /**
   * The measured rounds of one contestant. Of one that overruns there may be fewer than of others.
   */
  public record Series(String contestant, List<RoundResult> rounds) {}

  /**
   * What one call costs that nobody else disturbs.
   *
   * @param roundTrips times that it waits for the server
   * @param bytesSent to the server
   * @param bytesReceived from the server
   * @param allocatedBytes in this JVM, by all of its threads
   */
  public record Footprint(
      String work,
      String contestant,
      double roundTrips,
      double bytesSent,
      double bytesReceived,
      double allocatedBytes) {}

  /**
   * Transfers between two accounts.
   *
   * @param jvms how many JVMs made them
   * @param threads how many threads each JVM had
   */
  public record HotKeysResult(int jvms, int threads, List<JvmsSeries> series) {
    public String title() {
      return jvms == 1 ? "1 JVM" : jvms + " JVMs";
    }
  }

  /**
   * The measured rounds of one contestant in several JVMs.
   *
   * @param rounds for each round what each JVM saw; the invariant, if it could be judged, is in the
   *     first of them
   */
  public record JvmsSeries(String contestant, List<List<RoundResult>> rounds) {}
}
