package dev.redisatomic.benchmarks.report;

import dev.redisatomic.benchmarks.contestant.Contestants;
import dev.redisatomic.benchmarks.report.Report.Section;
import dev.redisatomic.benchmarks.result.Results;
import dev.redisatomic.benchmarks.result.Results.ScenarioResult;
import dev.redisatomic.benchmarks.result.Setting;
import dev.redisatomic.benchmarks.work.Work;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * One contestant at something by which hot keys are judged, with ratios of medians.
 *
 * @param perByHand its rate / that of the loop by hand
 * @param perLua its rate / that of the script
 */
record AtAGlance(String where, Row row, double perByHand, double perLua) {

  /** As far as it was measured. */
  static List<AtAGlance> of(Results results) {
    return Stream.concat(
            results.scenarios().stream().filter(AtAGlance::isTelling).map(Section::of),
            results.hotKeys().stream().map(Section::of))
        .flatMap(
            section ->
                Contestants.ON_HOT_KEYS.stream()
                    .flatMap(one -> section.row(one).stream())
                    .map(row -> of(section, row)))
        .toList();
  }

  private static boolean isTelling(ScenarioResult result) {
    return Arrays.stream(Work.values())
        .filter(work -> work.id().equals(result.work()))
        .anyMatch(
            work ->
                work.isAboutHotKeys()
                    || (work == Work.TRANSFER && Setting.FOR_HOT_KEYS.contains(result.setting())));
  }

  private static AtAGlance of(Section section, Row row) {
    return new AtAGlance(
        section.what() + ", " + section.title(),
        row,
        ratio(section, row, Contestants.BY_HAND),
        ratio(section, row, Contestants.LUA));
  }

  private static double ratio(Section section, Row row, Contestants peer) {
    return section
        .row(peer)
        .map(one -> row.rates().median() / one.rates().median())
        .orElse(Double.NaN);
  }
}
