package dev.redisatomic.benchmarks.measure;

import dev.redisatomic.benchmarks.contestant.Contestants;
import dev.redisatomic.benchmarks.result.Setting;
import dev.redisatomic.benchmarks.work.Work;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is measured, as words of several dimensions: works, contestants, threads, load, delay, and
 * parts of the program. Words of one dimension are alternatives; one that has none leaves nothing
 * out.
 */
record Filter(Set<String> terms) {

  static final Filter NOTHING_LEFT_OUT = new Filter(Set.of());

  /** The part that compares round by round. */
  static final String RATES = "rates";

  /** The part that looks at single calls. */
  static final String FOOTPRINTS = "footprints";

  /** The part with several JVMs. */
  static final String HOT_KEYS = "hot-keys";

  private static final List<Set<String>> DIMENSIONS =
      List.of(
          words(Arrays.stream(Work.values()).map(Work::id)),
          words(Arrays.stream(Contestants.values()).map(Contestants::id)),
          words(Scenario.everything().stream().map(one -> one.setting().threadsTerm())),
          Set.of("cold", "hot"),
          Set.of("0ms", "0.5ms"),
          Set.of(RATES, FOOTPRINTS, HOT_KEYS));

  /**
   * Reads words with commas between them.
   *
   * @throws IllegalArgumentException if a word has no meaning
   */
  static Filter of(String list) {
    Set<String> terms = words(Stream.of(list.toLowerCase(Locale.ROOT).split(",", -1)));
    for (String term : terms) {
      if (DIMENSIONS.stream().noneMatch(words -> words.contains(term))) {
        throw new IllegalArgumentException("--only=" + term + ": the words are " + DIMENSIONS);
      }
    }
    return new Filter(terms);
  }

  /** The hand-written loop is what all are compared with, so it always takes part. */
  boolean contestant(Contestants contestant) {
    return contestant == Contestants.BY_HAND || admits(contestant.id());
  }

  boolean scenario(Scenario scenario) {
    Setting setting = scenario.setting();
    return Stream.of(
            scenario.work().id(), setting.threadsTerm(), setting.loadTerm(), setting.delayTerm())
        .allMatch(this::admits);
  }

  /** Words that are in no dimension, such as the numbers of threads of a trial, are not asked. */
  boolean admits(String word) {
    return terms.contains(word)
        || DIMENSIONS.stream()
            .filter(words -> words.contains(word))
            .allMatch(words -> terms.stream().noneMatch(words::contains));
  }

  private static Set<String> words(Stream<String> words) {
    return words.map(String::strip).collect(Collectors.toSet());
  }
}
