package dev.redisatomic.benchmarks.report;

import com.samskivert.mustache.Mustache;
import dev.redisatomic.benchmarks.result.ClusterResults;
import dev.redisatomic.benchmarks.result.ClusterResults.Rates;
import dev.redisatomic.benchmarks.result.Json;
import dev.redisatomic.benchmarks.result.Results;
import dev.redisatomic.benchmarks.result.Results.Footprint;
import dev.redisatomic.benchmarks.result.Results.HotKeysResult;
import dev.redisatomic.benchmarks.result.Results.ScenarioResult;
import dev.redisatomic.benchmarks.result.Setting;
import dev.redisatomic.benchmarks.work.Work;
import java.io.IOException;
import java.io.InputStream;
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

  private static final String TEMPLATE = "RESULTS.md.mustache";

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
    for (BarChart chart : report.charts()) {
      Files.writeString(charts.resolve(chart.name() + ".svg"), chart.svg());
    }
    Files.writeString(directory.resolve("RESULTS.md"), report.text());
  }

  String text() {
    try (InputStream template = Report.class.getResourceAsStream(TEMPLATE)) {
      if (template == null) {
        throw new IllegalStateException("There is no " + TEMPLATE);
      }
      String text = new String(template.readAllBytes(), StandardCharsets.UTF_8);
      return Mustache.compiler()
              .escapeHTML(false)
              .withFormatter(Format::value)
              .compile(text)
              .execute(this)
              .stripTrailing()
          + "\n";
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
    return Charts.of(results);
  }

  List<Target> targets() {
    return Targets.of(this);
  }

  /** Whose data was wrong afterwards, and at what: a rate of wrong results is worth nothing. */
  List<Wrong> wrong() {
    return Stream.concat(
            results.scenarios().stream()
                .map(one -> Section.of(labelOfWork(one.work()) + ", ", one)),
            results.hotKeys().stream().map(one -> Section.of("Hot keys, ", one)))
        .flatMap(one -> one.rows().stream().map(row -> new Wrong(one.title(), row)))
        .filter(one -> !one.row().invariant().held())
        .toList();
  }

  record Wrong(String where, Row row) {}

  /** Each work that was measured, setting by setting. */
  List<Group<Section>> works() {
    return byWork(
        work ->
            results.scenarios().stream()
                .filter(one -> one.work().equals(work.id()))
                .map(one -> Section.of("", one))
                .toList());
  }

  List<Group<FootprintRow>> footprints() {
    return byWork(
        work ->
            results.footprints().stream()
                .filter(one -> one.work().equals(work.id()))
                .map(FootprintRow::of)
                .toList());
  }

  List<Section> hotKeys() {
    return results.hotKeys().stream().map(one -> Section.of("", one)).toList();
  }

  private static <T> List<Group<T>> byWork(Function<Work, List<T>> members) {
    return Arrays.stream(Work.values())
        .map(work -> new Group<>(work.label(), members.apply(work)))
        .filter(group -> !group.members().isEmpty())
        .toList();
  }

  record Group<T>(String label, List<T> members) {}

  private static String labelOfWork(String id) {
    return Work.find(id).map(Work::label).orElse(id);
  }

  /** The contestants beside each other. */
  record Section(String title, int threads, @Nullable String notRun, List<Row> rows) {

    static Section of(String before, ScenarioResult result) {
      Setting setting = result.setting();
      return new Section(
          before + setting.describe(), setting.threads(), result.notRun(), Row.of(result));
    }

    static Section of(String before, HotKeysResult result) {
      String jvms = result.jvms() == 1 ? "1 JVM" : result.jvms() + " JVMs";
      return new Section(before + jvms, result.threads(), null, Row.of(result));
    }
  }

  record FootprintRow(String who, double roundTrips, long sent, long received, long allocated) {

    static FootprintRow of(Footprint footprint) {
      return new FootprintRow(
          Row.label(footprint.contestant()),
          footprint.roundTrips(),
          Math.round(footprint.bytesSent()),
          Math.round(footprint.bytesReceived()),
          Math.round(footprint.allocatedBytes()));
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
