package dev.redisatomic.benchmarks.report;

import com.samskivert.mustache.Mustache;
import dev.redisatomic.benchmarks.contestant.Contestants;
import dev.redisatomic.benchmarks.result.ClusterResults;
import dev.redisatomic.benchmarks.result.ClusterResults.Rates;
import dev.redisatomic.benchmarks.result.Json;
import dev.redisatomic.benchmarks.result.Results;
import dev.redisatomic.benchmarks.result.Results.HotKeysResult;
import dev.redisatomic.benchmarks.result.Results.ScenarioResult;
import dev.redisatomic.benchmarks.work.Work;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
      try (Reader reader = Files.newBufferedReader(file)) {
        reasons.load(reader);
      }
    }
    Report report =
        new Report(
            results,
            Json.read(directory.resolve("cluster.json"), ClusterResults.class),
            Json.read(directory.resolve("micro.json"), JsonNode.class),
            reasons);
    Path charts = Files.createDirectories(directory.resolve("charts"));
    Mustache.Compiler drawing = Mustache.compiler().withFormatter(Format::coordinate);
    for (BarChart chart : report.charts()) {
      Files.writeString(
          charts.resolve(chart.name() + ".svg"), filled("chart.svg.mustache", drawing, chart));
    }
    Files.writeString(directory.resolve("RESULTS.md"), report.text());
  }

  String text() {
    Mustache.Compiler writing = Mustache.compiler().escapeHTML(false).withFormatter(Format::value);
    return filled("RESULTS.md.mustache", writing, this).stripTrailing() + "\n";
  }

  private static String filled(String template, Mustache.Compiler compiler, Object with) {
    try {
      String text =
          new ClassPathResource(template, Report.class).getContentAsString(StandardCharsets.UTF_8);
      return compiler.compile(text).execute(with);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Map<String, String> pings() {
    Map<String, String> pings = new TreeMap<>();
    results.facts().pingMicros().forEach((way, micros) -> pings.put(way, Format.millis(micros)));
    return pings;
  }

  List<BarChart> charts() {
    return new Charts(results).all();
  }

  List<Targets.Target> targets() {
    return new Targets(this).all();
  }

  String reason(String target) {
    return reasons.getProperty(target, "");
  }

  /** Whose data was wrong afterwards, and at what: a rate of wrong results is worth nothing. */
  List<Wrong> wrong() {
    return Stream.concat(
            results.scenarios().stream().map(Section::of),
            results.hotKeys().stream().map(Section::of))
        .flatMap(
            one -> one.rows().stream().map(row -> new Wrong(one.what() + ", " + one.title(), row)))
        .filter(one -> !one.row().invariant().held())
        .toList();
  }

  record Wrong(String where, Row row) {}

  /** Each work that was measured, setting by setting. */
  List<Group<Section>> works() {
    return byWork(results.scenarios(), ScenarioResult::work, Section::of);
  }

  List<Group<FootprintRow>> footprints() {
    return byWork(
        results.footprints(),
        Results.Footprint::work,
        one ->
            new FootprintRow(
                Contestants.label(one.contestant()),
                one.roundTrips(),
                Math.round(one.bytesSent()),
                Math.round(one.bytesReceived()),
                Math.round(one.allocatedBytes())));
  }

  record FootprintRow(String who, double roundTrips, long sent, long received, long allocated) {}

  List<Section> hotKeys() {
    return results.hotKeys().stream().map(Section::of).toList();
  }

  List<AtAGlance> hotKeysAtAGlance() {
    return AtAGlance.of(results);
  }

  private static <T, R> List<Group<R>> byWork(
      List<T> all, Function<T, String> id, Function<T, R> member) {
    return Arrays.stream(Work.values())
        .map(
            work ->
                new Group<>(
                    work.label(),
                    all.stream()
                        .filter(one -> id.apply(one).equals(work.id()))
                        .map(member)
                        .toList()))
        .filter(group -> !group.members().isEmpty())
        .toList();
  }

  record Group<T>(String label, List<T> members) {}

  /** The contestants beside each other. */
  record Section(String what, String title, int threads, @Nullable String notRun, List<Row> rows) {

    Optional<Row> row(Contestants contestant) {
      return rows.stream().filter(row -> row.contestant().equals(contestant.id())).findFirst();
    }

    static Section of(ScenarioResult result) {
      return new Section(
          Work.label(result.work()),
          result.setting().describe(),
          result.setting().threads(),
          result.notRun(),
          Row.of(result));
    }

    static Section of(HotKeysResult result) {
      return new Section("Hot keys", result.title(), result.threads(), null, Row.of(result));
    }
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
  record ClusterRow(Rates of, Statistics rates, Statistics ratios, String cpus) {

    static ClusterRow of(ClusterResults results, Rates rates) {
      Rates base =
          results.rounds().stream()
              .filter(one -> one.masters() == 0 && one.threads() == rates.threads())
              .findFirst()
              .orElseThrow();
      return new ClusterRow(
          rates,
          Statistics.of(rates.perSecond()),
          Statistics.ofRatios(rates.perSecond(), base.perSecond()),
          results.machine().getOrDefault("CPUs", "few"));
    }

    String where() {
      return of.masters() == 0 ? "one server" : "cluster, masters: " + of.masters();
    }

    String data() {
      return of.wrong() == 0 ? "right" : "**WRONG** in %d branches".formatted(of.wrong());
    }
  }
}
