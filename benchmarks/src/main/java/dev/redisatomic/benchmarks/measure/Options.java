package dev.redisatomic.benchmarks.measure;

import dev.redisatomic.benchmarks.work.Contestants;
import dev.redisatomic.benchmarks.work.Work;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How much to measure: see the README.
 *
 * @param rounds how many to measure, after those that do not count
 * @param only words of several {@link #KINDS}. Words of one kind are alternatives; one that has
 *     none leaves nothing out
 */
public record Options(
    boolean quick, boolean hotKeys, int rounds, double seconds, Set<String> only, Path directory) {

  private static final List<String> KNOWN =
      List.of("--quick", "--hot-keys", "--rounds", "--seconds", "--only", "--directory");

  private static final List<Set<String>> KINDS =
      List.of(
          words(Arrays.stream(Work.values()).map(Work::id)),
          words(Arrays.stream(Contestants.values()).map(Contestants::id)),
          Set.of("1", "8", "16", "64", "1000v"),
          Set.of("cold", "hot"),
          Set.of("0ms", "0.5ms"),
          Set.of("1jvm", "3jvms"),
          Set.of("rates", "footprints"));

  /**
   * Reads the arguments of the program.
   *
   * @throws IllegalArgumentException if one is not known or not legal
   */
  public static Options of(List<String> arguments) {
    Map<String, String> values = new HashMap<>();
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      if (!KNOWN.contains(parts[0])) {
        throw new IllegalArgumentException(argument + ": the options are " + KNOWN);
      }
      values.put(parts[0], parts[parts.length - 1]);
    }
    boolean quick = values.containsKey("--quick");
    int rounds = Integer.parseInt(values.getOrDefault("--rounds", quick ? "2" : "5"));
    double seconds = Double.parseDouble(values.getOrDefault("--seconds", quick ? "0.03" : "0.5"));
    if (rounds < 1 || !(seconds > 0)) {
      throw new IllegalArgumentException("There must be one round, and it must take some time");
    }
    String only = values.get("--only");
    Set<String> words = only == null ? Set.of() : words(Stream.of(only.split(",", -1)));
    for (String word : words) {
      if (KINDS.stream().noneMatch(kind -> kind.contains(word))) {
        throw new IllegalArgumentException("--only=" + word + ": the words are " + KINDS);
      }
    }
    Path directory = Path.of(values.getOrDefault("--directory", "")).toAbsolutePath();
    return new Options(quick, values.containsKey("--hot-keys"), rounds, seconds, words, directory);
  }

  private static Set<String> words(Stream<String> words) {
    return words.collect(Collectors.toSet());
  }

  Duration window() {
    return Duration.ofNanos((long) (seconds * 1e9));
  }

  /** The hand-written loop is what all are compared with, so it always takes part. */
  boolean admits(Contestants contestant) {
    return contestant == Contestants.BY_HAND || admits(contestant.id());
  }

  boolean admits(Scenario scenario) {
    return admits(scenario.work().id()) && scenario.setting().terms().allMatch(this::admits);
  }

  /** Words of no kind, such as the numbers of threads of a trial, are not asked. */
  boolean admits(String word) {
    return only.contains(word)
        || KINDS.stream()
            .filter(kind -> kind.contains(word))
            .allMatch(kind -> only.stream().noneMatch(kind::contains));
  }
}
