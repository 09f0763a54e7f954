package dev.redisatomic.benchmarks.measure;

import dev.redisatomic.benchmarks.contestant.Contestants;
import dev.redisatomic.benchmarks.result.Setting;
import dev.redisatomic.benchmarks.work.Work;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What is measured, as words of several dimensions: works, contestants, threads, load, delay, and
 * parts of the program. Words of one dimension are alternatives; one that has none leaves nothing
 * out.
 */
public final class Filter {

  static final Filter NOTHING_LEFT_OUT = new Filter(Set.of());

  /** The part that compares round by round. */
  static final String RATES = "rates";

  /** The part that looks at single calls. */
  static final String FOOTPRINTS = "footprints";

  /** The part with several JVMs. */
  static final String HOT_KEYS = "hot-keys";

  private static final Set<String> WORKS = words(Arrays.stream(Work.values()).map(Work::id));
  private static final Set<String> CONTESTANTS =
      words(Arrays.stream(Contestants.values()).map(Contestants::id));
  private static final Set<String> THREADS =
      words(Plan.everything().stream().map(one -> one.setting().threadsTerm()));
  private static final Set<String> LOADS = Set.of("cold", "hot");
  private static final Set<String> DELAYS = Set.of("0ms", "0.5ms");
  private static final Set<String> PARTS = Set.of(RATES, FOOTPRINTS, HOT_KEYS);

  private final Set<String> terms;

  private Filter(Set<String> terms) {
    this.terms = terms;
  }

  /**
   * @throws IllegalArgumentException if a word has no meaning
   */
  static Filter of(String list) {
    List<Set<String>> known = List.of(WORKS, CONTESTANTS, THREADS, LOADS, DELAYS, PARTS);
    Set<String> terms = words(Stream.of(list.toLowerCase(Locale.ROOT).split(",", -1)));
    for (String term : terms) {
      if (known.stream().noneMatch(words -> words.contains(term))) {
        throw new IllegalArgumentException("--only=" + term + ": the words are " + known);
      }
    }
    return new Filter(terms);
  }

  boolean part(String part) {
    return admits(PARTS, part);
  }

  boolean work(Work work) {
    return admits(WORKS, work.id());
  }

  /** The hand-written loop is what all are compared with, so it always takes part. */
  boolean contestant(Contestants contestant) {
    return contestant == Contestants.BY_HAND || admits(CONTESTANTS, contestant.id());
  }

  boolean scenario(Scenario scenario) {
    Setting setting = scenario.setting();
    return work(scenario.work())
        && admits(THREADS, setting.threadsTerm())
        && admits(LOADS, setting.loadTerm())
        && admits(DELAYS, setting.delayTerm());
  }

  private boolean admits(Set<String> dimension, String word) {
    return terms.contains(word) || terms.stream().noneMatch(dimension::contains);
  }

  private static Set<String> words(Stream<String> words) {
    return new HashSet<>(words.map(String::strip).toList());
  }
}
