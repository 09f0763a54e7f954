package dev.redisatomic.benchmarks.report;

import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import dev.redisatomic.benchmarks.report.Results.ClusterResults;
import dev.redisatomic.benchmarks.report.Results.ClusterResults.Rates;
import dev.redisatomic.benchmarks.report.Results.Footprint;
import dev.redisatomic.benchmarks.report.Results.ScenarioResult;
import dev.redisatomic.benchmarks.work.Contestants;
import dev.redisatomic.benchmarks.work.Setting;
import dev.redisatomic.benchmarks.work.Work;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;

/**
 * {@code RESULTS.md} and the charts, all from the raw results. The text is in {@code
 * RESULTS.md.mustache}; the methods of this class are what its names mean.
 *
 * @param cluster what clusters cost, if that was measured
 * @param micro what JMH wrote, if it has run
 * @param reasons why targets were missed, by their names
 */
public record Report(
    Results results,
    Optional<ClusterResults> cluster,
    Optional<JsonNode> micro,
    Properties reasons) {

  /** Writes both into the directory that the results of all parts are in. */
  public static void write(Results results, Path directory) throws IOException {
    Properties reasons = new Properties();
    Path file = directory.resolve("reasons.properties");
    if (Files.exists(file)) {
      reasons.load(new StringReader(Files.readString(file)));
    }
    Report report =
        new Report(
            results,
            Results.read(directory.resolve("cluster.json"), ClusterResults.class),
            Results.read(directory.resolve("micro.json"), JsonNode.class),
            reasons);
    Path charts = Files.createDirectories(directory.resolve("charts"));
    Template drawing =
        Mustache.compiler()
            .withFormatter(
                value -> value instanceof Double ? Figures.format("%.1f", value) : value.toString())
            .compile(resource("chart.svg.mustache"));
    for (Chart chart : report.charts()) {
      Files.writeString(charts.resolve(chart.name() + ".svg"), drawing.execute(chart));
    }
    Files.writeString(directory.resolve("RESULTS.md"), report.text());
  }

  String text() throws IOException {
    Mustache.Compiler writing = Mustache.compiler().escapeHTML(false).withFormatter(Figures::text);
    String text = writing.compile(resource("RESULTS.md.mustache")).execute(this);
    return text.stripTrailing() + "\n";
  }

  static String resource(String name) throws IOException {
    return new ClassPathResource(name, Report.class).getContentAsString(StandardCharsets.UTF_8);
  }

  Map<String, String> pings() {
    Map<String, String> pings = new TreeMap<>();
    results.facts().pingMicros().forEach((way, micros) -> pings.put(way, Figures.millis(micros)));
    return pings;
  }

  List<Chart> charts() {
    return Chart.all(this);
  }

  List<Targets.Target> targets() throws IOException {
    return new Targets(this).all();
  }

  Optional<Section> section(String where) {
    return sections().filter(section -> section.where().equals(where)).findFirst();
  }

  private Stream<Section> sections() {
    return Stream.concat(scenarios(one -> true), hotKeys().stream());
  }

  private Stream<Section> scenarios(Predicate<ScenarioResult> wanted) {
    return results.scenarios().stream().filter(wanted).map(Section::of);
  }

  List<Section> hotKeys() {
    return results.hotKeys().stream().map(Section::of).toList();
  }

  /** Whose data was wrong afterwards, and at what: a rate of wrong results is worth nothing. */
  List<Row> wrong() {
    return sections()
        .flatMap(section -> section.rows().stream())
        .filter(row -> !row.invariant().held())
        .toList();
  }

  /** At what hot keys are judged by. */
  List<Row> hotKeysAtAGlance() {
    return Stream.concat(scenarios(Report::isAboutHotKeys), hotKeys().stream())
        .flatMap(
            section -> Contestants.ON_HOT_KEYS.stream().flatMap(one -> section.row(one).stream()))
        .toList();
  }

  private static boolean isAboutHotKeys(ScenarioResult result) {
    return Work.ABOUT_HOT_KEYS.stream().anyMatch(work -> work.id().equals(result.work()))
        || (result.work().equals(Work.TRANSFER.id())
            && Setting.FOR_HOT_KEYS.contains(result.setting()));
  }

  /** Each work that was measured, setting by setting. */
  Map<String, List<Section>> works() {
    return byWork(scenarios(one -> true).toList(), Section::what);
  }

  Map<String, List<Footprint>> footprints() {
    return byWork(results.footprints(), Footprint::label);
  }

  private static <T> Map<String, List<T>> byWork(List<T> all, Function<T, String> label) {
    Map<String, List<T>> byWork = new LinkedHashMap<>();
    for (Work work : Work.values()) {
      byWork.put(
          work.label(), all.stream().filter(one -> label.apply(one).equals(work.label())).toList());
    }
    byWork.values().removeIf(List::isEmpty);
    return byWork;
  }

  List<ClusterRow> clusters() {
    return cluster.stream()
        .flatMap(found -> found.rounds().stream().map(rates -> ClusterRow.of(found, rates)))
        .toList();
  }

  /**
   * One topology with one number of threads.
   *
   * @param ratios to one server
   */
  record ClusterRow(Rates of, Figures rates, Figures ratios, String cpus) {

    static ClusterRow of(ClusterResults results, Rates rates) {
      Rates base =
          results.rounds().stream()
              .filter(one -> one.masters() == 0 && one.threads() == rates.threads())
              .findFirst()
              .orElseThrow();
      return new ClusterRow(
          rates,
          Figures.of(rates.perSecond()),
          Figures.ofRatios(rates.perSecond(), base.perSecond()),
          results.machine().getOrDefault("CPUs", "few"));
    }

    String where() {
      return of.masters() == 0 ? "one server" : "cluster, masters: " + of.masters();
    }

    String data() {
      return of.wrong() == 0 ? "right" : "**WRONG** in %d accounts".formatted(of.wrong());
    }
  }
}
